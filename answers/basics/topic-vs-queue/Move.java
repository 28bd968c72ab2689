import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;

/** The leader moves while labels-1 holds three records at their second delivery, their lock of 30 s not over. What is labels-2 given? */
public class Move {
    static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    public static void main(String[] args) throws Exception {
        try (var first = new Labels(args[0], "labels-1", "record_limit"); var second = new Labels(args[0], "labels-2", "record_limit")) {
            var held = first.take(60);
            System.out.println("labels-1 is given " + Labels.show(held) + " and releases them");
            held.forEach(order -> first.acknowledge(order, AcknowledgeType.RELEASE));
            first.commitSync();
            held = first.take(60);
            System.out.println("labels-1 is given " + Labels.show(held));
            System.out.println("leader of orders-0: broker " + move(args[0]));
            System.out.println("labels-2 is given " + Labels.show(second.take(60)));
            System.out.println("labels-1 accepts: " + first.accept(held));
        }
    }

    /** Make broker 2 the first replica, and so the leader. */
    static int move(String brokers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.alterPartitionReassignments(Map.of(ORDERS, Optional.of(new NewPartitionReassignment(List.of(2, 1))))).all().get();
            while (!admin.listPartitionReassignments().reassignments().get().isEmpty())
                Thread.sleep(100);
            admin.electLeaders(ElectionType.PREFERRED, Set.of(ORDERS)).all().get();
            int leader;
            do {
                leader = admin.describeTopics(List.of("orders")).allTopicNames().get().get("orders").partitions().getFirst().leader().id();
            } while (leader != 2);
            return leader;
        }
    }
}
