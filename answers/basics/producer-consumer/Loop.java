import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Poll five payments at a time and say after each step where the three offsets are; end as the fourth argument says. */
public class Loop {
    static final TopicPartition PARTITION = new TopicPartition("payments", 0);

    public static void main(String[] args) {
        Map<String, Object> config = Map.of("bootstrap.servers", args[0], "group.id", args[1], "enable.auto.commit", args[2],
            "auto.offset.reset", args[4], "max.poll.records", "5");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION)); // no membership: the next run needn't wait for this one's session to time out
            show("start", consumer);
            var records = consumer.poll(Duration.ofSeconds(5));
            show("after poll()", consumer);
            var processed = 0;
            for (var record : records) {
                if (args[3].equals("throw") && processed == 2)
                    throw new IllegalStateException("the database refused offset " + record.offset());
                System.out.println("processed offset " + record.offset());
                processed++;
            }
            if (args[3].equals("commit")) {
                consumer.commitSync();
                show("after commitSync()", consumer);
            }
            System.out.println("crash");
            System.out.flush();
            Runtime.getRuntime().halt(1); // as kill -9: nothing is closed
        } catch (IllegalStateException e) { // try closed the consumer before
            System.out.println(e.getMessage() + "; consumer closed");
        }
    }

    static void show(String step, KafkaConsumer<?, ?> consumer) {
        var committed = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        System.out.printf("%-18s position %d, committed %s, log end %d%n", step, consumer.position(PARTITION),
            committed == null ? "none" : committed.offset(), consumer.endOffsets(List.of(PARTITION)).get(PARTITION));
    }
}
