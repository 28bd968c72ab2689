import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Send one record for each key with the Java producer's defaults, and print where it went. */
public class Send {
    public static void main(String[] args) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", args[0],
            "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class);
        try (var producer = new KafkaProducer<String, String>(config)) {
            for (String key : List.of(args).subList(2, args.length)) {
                var written = producer.send(new ProducerRecord<>(args[1], key, "counted")).get();
                System.out.println(key + " -> partition " + written.partition() + ", offset " + written.offset());
            }
        }
    }
}
