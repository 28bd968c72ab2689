import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Read all payments as a new group, commit, go on polling for some seconds, leave; with the client's debug log of its requests. */
public class Receive {
    public static void main(String[] args) {
        Configurator.setLevel("org.apache.kafka.clients.NetworkClient", Level.DEBUG);
        Map<String, Object> config = Map.of("bootstrap.servers", args[0], "group.id", args[1], "group.protocol", args[2],
            "auto.offset.reset", "earliest", "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("payments"));
            while (consumer.poll(Duration.ofMillis(500)).isEmpty())
                ; // joining the group, finding the offsets and fetching all happen inside poll()
            consumer.commitSync();
            for (var end = System.nanoTime() + Long.parseLong(args[3]) * 1_000_000_000; System.nanoTime() < end;)
                consumer.poll(Duration.ofMillis(500));
        }
    }
}
