import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One producer for each placement of partitions; every broker takes 200,000 bytes a second from each of them: how much is acknowledged meanwhile. */
public class Writes {
    static final int BYTES_PER_SECOND = 200_000, RECORD_BYTES = 1_000;
    /** By topic: the broker of each partition. */
    static final Map<String, List<Integer>> LEADERS = new LinkedHashMap<>();

    static {
        LEADERS.put("payments-1-partition", List.of(1));
        LEADERS.put("payments-3-on-1-broker", List.of(1, 1, 1));
        LEADERS.put("payments-3-on-3-brokers", List.of(1, 2, 3));
        LEADERS.put("payments-6-on-3-brokers", List.of(1, 2, 3, 1, 2, 3));
    }

    static volatile boolean leaving;

    public static void main(String[] args) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
            var everyClient = new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
            var limit = new ClientQuotaAlteration.Op("producer_byte_rate", (double) BYTES_PER_SECOND);
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(everyClient, List.of(limit)))).all().get();
            for (var topic : LEADERS.entrySet()) {
                var replicas = new TreeMap<Integer, List<Integer>>();
                for (var broker : topic.getValue())
                    replicas.put(replicas.size(), List.of(broker));
                admin.createTopics(List.of(new NewTopic(topic.getKey(), replicas))).all().get();
            }
        }
        var acknowledged = new LinkedHashMap<String, AtomicLong>();
        var threads = new ArrayList<Thread>();
        for (var topic : LEADERS.keySet()) {
            acknowledged.put(topic, new AtomicLong());
            threads.add(Thread.ofPlatform().start(() -> send(topic, args[0], acknowledged.get(topic))));
        }
        for (var count : acknowledged.values())
            await(count, 3); // past the first seconds, which a quota lets through
        var before = new LinkedHashMap<String, Long>();
        acknowledged.forEach((topic, count) -> before.put(topic, count.get()));
        var one = acknowledged.get("payments-1-partition");
        await(one, one.get() * RECORD_BYTES / BYTES_PER_SECOND + Integer.parseInt(args[1]));
        acknowledged.forEach((topic, count) -> System.out.println(topic + " " + (count.get() - before.get(topic))));
        leaving = true;
        for (var thread : threads)
            thread.join();
    }

    /** Wait until a producer has what one broker takes in so many seconds. */
    static void await(AtomicLong count, long seconds) throws InterruptedException {
        while (count.get() * RECORD_BYTES < seconds * BYTES_PER_SECOND)
            Thread.sleep(10);
    }

    /** Send as much as is taken, the same to each partition; the buffer is never empty. */
    static void send(String topic, String brokers, AtomicLong acknowledged) {
        Map<String, Object> config = Map.of("bootstrap.servers", brokers, "client.id", topic, "buffer.memory", 6_000_000, "batch.size", 4_000,
            "max.in.flight.requests.per.connection", 1);
        var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        for (var number = 0; !leaving; number++)
            producer.send(new ProducerRecord<>(topic, number % LEADERS.get(topic).size(), null, new byte[RECORD_BYTES]), (record, error) -> {
                if (error == null)
                    acknowledged.incrementAndGet();
            });
        producer.close(Duration.ZERO);
    }
}
