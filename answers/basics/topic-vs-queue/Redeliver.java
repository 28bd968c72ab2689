import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Two members take turns. The label of order 1 never prints: RELEASE. Order 5 has no address: REJECT. The others: ACCEPT. */
public class Redeliver {
    public static void main(String[] args) throws Exception {
        try (var first = new Labels(args[0], "labels-1", "record_limit"); var second = new Labels(args[0], "labels-2", "record_limit")) {
            for (var finished = 0; finished < 12;) {
                for (var member : List.of(first, second)) {
                    var taken = member.take(60);
                    for (var order : taken) {
                        member.acknowledge(order, verdict(order));
                        if (verdict(order) != AcknowledgeType.RELEASE || order.deliveryCount().orElseThrow() == 5)
                            finished++; // the fifth delivery is the last
                    }
                    member.commitSync();
                    System.out.println(member.name + ": " + taken.stream().map(order -> Labels.show(order) + " " + verdict(order)).collect(Collectors.joining(", ")));
                }
            }
        }
    }

    static AcknowledgeType verdict(ConsumerRecord<String, String> order) {
        return switch ((int) order.offset()) {
            case 1 -> AcknowledgeType.RELEASE;
            case 5 -> AcknowledgeType.REJECT;
            default -> AcknowledgeType.ACCEPT;
        };
    }
}
