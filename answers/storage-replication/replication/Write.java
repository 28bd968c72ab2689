import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Write records to a topic: address, topic, acks, how many, the word that begins their values, more settings. */
public class Write {
    public static void main(String[] args) throws Exception {
        String topic = args[1], acks = args[2], word = args[4];
        int count = Integer.parseInt(args[3]);
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", args[0], "acks", acks,
            "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class));
        for (int i = 5; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            config.put(setting[0], setting[1]);
        }
        try (var producer = new KafkaProducer<String, String>(config)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, word + " " + i)));
            }
            long first = sent.getFirst().get().offset(), last = sent.getLast().get().offset();
            System.out.printf("%s: %d acknowledged with acks=%s, offsets %d to %d%n", topic, count, acks, first, last);
        } catch (ExecutionException refused) {
            System.out.printf("%s: %s%n", topic, refused.getCause());
        }
    }
}
