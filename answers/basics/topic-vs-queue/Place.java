import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Write twelve orders as one batch: the batch waits a second for more records. */
public class Place {
    public static void main(String[] args) {
        Map<String, Object> config = Map.of("bootstrap.servers", args[0], "linger.ms", 1000);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (var number = 0; number < 12; number++)
                producer.send(new ProducerRecord<>("orders", "store-" + number, "order " + number));
        }
    }
}
