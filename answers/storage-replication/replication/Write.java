import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Write records to a topic with the acks given, and say at which offsets they were acknowledged. */
public class Write {
    public static void main(String[] args) throws Exception {
        String topic = args[1], acks = args[2];
        int count = Integer.parseInt(args[3]);
        Map<String, Object> config = Map.of("bootstrap.servers", args[0], "acks", acks,
            "delivery.timeout.ms", 4000, "request.timeout.ms", 3000,
            "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class);
        try (var producer = new KafkaProducer<String, String>(config)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, "acks=" + acks + " record " + i)));
            }
            long first = sent.getFirst().get().offset(), last = sent.getLast().get().offset();
            System.out.printf("%s: %d acknowledged with acks=%s, offsets %d to %d%n", topic, count, acks, first, last);
        } catch (ExecutionException refused) {
            System.out.printf("%s: refused with acks=%s: %s%n", topic, acks, refused.getCause());
        }
    }
}
