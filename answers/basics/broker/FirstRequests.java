import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Read orders-2 with the consumer's defaults, and with the client's own debug log of its requests switched on. */
public class FirstRequests {
    public static void main(String[] args) {
        Configurator.setLevel("org.apache.kafka.clients.NetworkClient", Level.DEBUG);
        Map<String, Object> config = Map.of("bootstrap.servers", args[0], "auto.offset.reset", "earliest",
            "key.deserializer", StringDeserializer.class, "value.deserializer", StringDeserializer.class);
        try (var consumer = new KafkaConsumer<String, String>(config)) {
            consumer.assign(List.of(new TopicPartition("orders", 2)));
            consumer.poll(Duration.ofSeconds(2));
        }
    }
}
