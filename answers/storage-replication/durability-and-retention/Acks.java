import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Send one record with each acks to each topic, and print what the application sees, and after how many seconds. */
public class Acks {
    public static void main(String[] args) throws Exception {
        List<Future<String>> cells = new ArrayList<>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (String topic : List.of("payments-min-1", "payments-min-2", "payments-min-3")) {
                for (String acks : List.of("0", "1", "all")) {
                    cells.add(threads.submit(() -> topic + " acks=" + acks + ": " + send(args[0], topic, acks)));
                }
            }
            for (Future<String> cell : cells) {
                System.out.println(cell.get());
            }
        }
    }

    static String send(String bootstrap, String topic, String acks) throws InterruptedException {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "acks", acks,
            "delivery.timeout.ms", 4000, "request.timeout.ms", 3000,
            "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class);
        try (var producer = new KafkaProducer<String, String>(config)) {
            long start = System.nanoTime();
            try {
                var answer = producer.send(new ProducerRecord<>(topic, "order-1", "59.90 USD")).get();
                return answer.hasOffset() ? "acknowledged" : "sent, no answer asked for";
            } catch (ExecutionException refused) {
                return refused.getCause().getClass().getSimpleName() + " after " + (System.nanoTime() - start) / 1_000_000_000 + " s";
            }
        }
    }
}
