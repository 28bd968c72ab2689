import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** One long-lived producer: a record of a key, then, when the file `again` is there, another. */
public class Hold {
    public static void main(String[] args) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", args[0],
            "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class);
        try (var producer = new KafkaProducer<String, String>(config)) {
            send(producer, args[1], args[2], "before");
            while (!Files.exists(Path.of("again")))
                Thread.sleep(50);
            send(producer, args[1], args[2], "after, old producer");
        }
    }

    static void send(KafkaProducer<String, String> producer, String topic, String key, String value) throws Exception {
        var written = producer.send(new ProducerRecord<>(topic, key, value)).get();
        System.out.println(key + " -> partition " + written.partition() + ", " + value);
    }
}
