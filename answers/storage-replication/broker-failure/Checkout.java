import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Send 200 records a second to one partition as checkout, read them as billing; on Ctrl-C, count what became of them. */
public class Checkout {
    static final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    static final Map<String, Integer> failed = new ConcurrentHashMap<>();
    static volatile boolean stopping;
    static volatile long lastSent = -1;

    /** Arguments: brokers, topic, and producer settings to change, such as acks=1. */
    public static void main(String[] args) throws Exception {
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping = true;
            try { main.join(); } catch (InterruptedException ended) { }
        }));
        var settings = new HashMap<String, Object>(Map.of("bootstrap.servers", args[0],
            "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class));
        for (var setting : List.of(args).subList(2, args.length))
            settings.put(setting.split("=")[0], setting.split("=")[1]);

        var acknowledging = new Gap("checkout waited %.2f s for an acknowledgement%n");
        var reading = new Gap("billing waited %.2f s for a record%n");
        var read = new HashMap<String, Integer>();
        var epochs = new TreeSet<Integer>();
        long lastRead = -1;
        var paying = CompletableFuture.runAsync(() -> pay(settings, args[1], acknowledging));
        try (var billing = new KafkaConsumer<String, String>(Map.of("bootstrap.servers", args[0],
                "group.id", "billing-" + args[1], "auto.offset.reset", "earliest",
                "key.deserializer", StringDeserializer.class, "value.deserializer", StringDeserializer.class))) {
            billing.subscribe(List.of(args[1]));
            while (!paying.isDone() || lastRead < lastSent)
                for (var record : billing.poll(Duration.ofMillis(100))) {
                    if (read.isEmpty()) System.out.println("billing has its first record");
                    read.merge(record.value(), 1, Integer::sum);
                    lastRead = record.offset();
                    record.leaderEpoch().ifPresent(epochs::add);
                    reading.close();
                }
        }
        paying.join();
        var lost = acknowledged.stream().filter(id -> !read.containsKey(id)).count();
        var twice = read.values().stream().filter(times -> times > 1).count();
        System.out.printf("%d records acknowledged, %d read%n", acknowledged.size(), read.size());
        System.out.printf("checkout: failed %s, longest gap %.1f s%n", failed, acknowledging.longest);
        System.out.printf("billing: %d lost, %d twice, longest gap %.1f s, leader epochs %s%n",
            lost, twice, reading.longest, epochs);
    }

    static void pay(Map<String, Object> settings, String topic, Gap acknowledging) {
        try (var producer = new KafkaProducer<String, String>(settings)) {
            for (int i = 0; !stopping; i++) {
                var id = "payment-" + i;
                producer.send(new ProducerRecord<>(topic, "store-" + i % 4700, id), (sent, error) -> {
                    if (error != null) {
                        failed.merge(error.getClass().getSimpleName(), 1, Integer::sum);
                        return;
                    }
                    lastSent = sent.offset();
                    acknowledged.add(id);
                    acknowledging.close();
                });
                Thread.sleep(5);
            }
        } catch (InterruptedException ended) { }
    }

    /** The longest time from one event to the next; says so when one is longer than a tenth of a second. */
    static class Gap {
        final String line;
        double longest;
        long last = System.nanoTime();
        boolean open;

        Gap(String line) { this.line = line; }

        void close() {
            double seconds = (System.nanoTime() - last) / 1e9;
            last = System.nanoTime();
            if (open && seconds > 0.1) System.out.printf(line, seconds);
            longest = open ? Math.max(longest, seconds) : 0;
            open = true;
        }
    }
}
