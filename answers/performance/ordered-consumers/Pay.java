import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Write payments of stores drawn at random, the same in every run. The value counts a store's payments. */
public class Pay {
    public static void main(String[] args) {
        pay(args[0], args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]), 0);
    }

    /** Hot: the percentage that is of store-0001 before the others are drawn. */
    static void pay(String brokers, String topic, int payments, int stores, int hot) {
        var random = new Random(3);
        var counts = new HashMap<String, Integer>();
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (var number = 0; number < payments; number++) {
                var store = "store-%04d".formatted(random.nextInt(100) < hot ? 1 : 1 + random.nextInt(stores));
                producer.send(new ProducerRecord<>(topic, store, "" + counts.merge(store, 1, Integer::sum)));
            }
        }
    }
}
