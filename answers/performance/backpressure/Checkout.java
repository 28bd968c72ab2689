import java.io.FileReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Write orders of 1,500 bytes, and tell where each failure surfaces. With a third argument, begin once that file exists. */
public class Checkout {
    public static void main(String[] args) throws Exception {
        var config = new Properties();
        config.load(new FileReader("producer.properties"));
        config.put("bootstrap.servers", args[0]);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("orders", "order 0")).get(); // metadata, producer id and connection are there from here on
            System.out.println("order 0 is acknowledged");
            while (args.length > 2 && !Files.exists(Path.of(args[2])))
                Thread.sleep(50);
            write(producer, Integer.parseInt(args[1]));
            producer.close(Duration.ZERO); // all is settled: don't wait for answers of a frozen broker
        }
    }

    static void write(KafkaProducer<String, String> producer, int orders) throws InterruptedException {
        Map<Integer, String> callbacks = new ConcurrentHashMap<>();
        List<Future<RecordMetadata>> futures = new ArrayList<>();
        for (var number = 1; number <= orders; number++) {
            var order = number;
            var before = System.nanoTime();
            futures.add(producer.send(new ProducerRecord<>("orders", "%-1500s".formatted("order " + number)), (metadata, error) -> {
                if (error != null)
                    callbacks.put(order, error.getClass().getSimpleName() + " to the callback, in " + Thread.currentThread().getName().replaceAll(" .*", ""));
            }));
            var seconds = (System.nanoTime() - before) / 1e9;
            if (seconds > 1)
                System.out.printf("send(order %d) returned after %.1f s: %s; buffer-available-bytes %.0f%n", order, seconds,
                    callbacks.getOrDefault(order, "accepted"), metric(producer, "buffer-available-bytes"));
        }
        System.out.printf("send() was called %d times and threw nothing%n", orders);
        Map<String, List<Integer>> failures = new TreeMap<>();
        for (var order = 1; order <= orders; order++) {
            try {
                futures.get(order - 1).get();
            } catch (ExecutionException error) {
                var message = error.getCause().getMessage().replaceAll("\\d+ ms has", "… ms has").replaceAll("\\. Total.*", "");
                failures.computeIfAbsent(callbacks.get(order) + "; \"" + message + "\"", failure -> new ArrayList<>()).add(order);
            }
        }
        failures.forEach((failure, failed) -> System.out.printf("%d of them (%d to %d): %s%n", failed.size(), failed.getFirst(), failed.getLast(), failure));
        System.out.printf("%d acknowledged, %d failed; buffer-exhausted-total %.0f%n", orders - callbacks.size(), callbacks.size(), metric(producer, "buffer-exhausted-total"));
    }

    static double metric(KafkaProducer<?, ?> producer, String name) {
        return producer.metrics().entrySet().stream()
            .filter(each -> each.getKey().group().equals("producer-metrics") && each.getKey().name().equals(name))
            .mapToDouble(each -> (double) each.getValue().metricValue()).findFirst().orElseThrow();
    }
}
