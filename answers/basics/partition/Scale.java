import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Groups of consumers whose handler takes 10 ms a record: how many records a second each group gets done. */
public class Scale {
    /** A group on a topic of its own; hot: all its records have one key. */
    record Case(String topic, int partitions, int consumers, boolean hot) {}

    static final List<Case> CASES = List.of(new Case("payments-1-1", 1, 1, false), new Case("payments-2-2", 2, 2, false),
        new Case("payments-4-4", 4, 4, false), new Case("payments-2-4", 2, 4, false), new Case("payments-hot", 4, 4, true));

    static volatile boolean leaving;

    public static void main(String[] args) throws Exception {
        int records = Integer.parseInt(args[1]), rounds = Integer.parseInt(args[2]);
        var groups = new ArrayList<Group>();
        for (var each : CASES)
            groups.add(new Group(each, args[0]));
        for (var group : groups)
            while (group.owned.values().stream().mapToInt(Integer::intValue).sum() < group.of.partitions || group.owned.size() < group.of.consumers)
                Thread.sleep(50);
        for (var round = 0; round < rounds; round++)
            for (var group : groups)
                System.out.printf("%s %.1f %d%n", group.of.topic, group.perSecond(args[0], records), group.owned.values().stream().filter(each -> each == 0).count());
        leaving = true;
    }

    static class Group {
        final Case of;
        final Map<Integer, Integer> owned = new ConcurrentHashMap<>(); // by member: how many partitions
        final AtomicInteger handled = new AtomicInteger();

        Group(Case of, String brokers) {
            this.of = of;
            for (var member = 0; member < of.consumers; member++) {
                var number = member;
                new Thread(() -> consume(number, brokers)).start();
            }
        }

        void consume(int member, String brokers) {
            Map<String, Object> config = Map.of("bootstrap.servers", brokers, "group.id", "billing-" + of.topic, "auto.offset.reset", "earliest");
            try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of(of.topic));
                while (!leaving) {
                    for (var payment : consumer.poll(Duration.ofMillis(100))) {
                        Thread.sleep(10); // the call to a database that a handler waits for
                        handled.incrementAndGet();
                    }
                    if (!consumer.groupMetadata().memberId().isEmpty())
                        owned.put(member, consumer.assignment().size());
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Write the records, the same number to each partition unless hot, and time the group from then to the last one. */
        double perSecond(String brokers, int records) throws Exception {
            handled.set(0);
            Map<String, Object> config = Map.of("bootstrap.servers", brokers);
            try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
                producer.partitionsFor(of.topic);
                var began = System.nanoTime();
                for (var number = 0; number < records; number++) {
                    Integer partition = of.hot ? null : number % of.partitions;
                    producer.send(new ProducerRecord<>(of.topic, partition, "store-0001", "authorized"));
                }
                producer.flush();
                while (handled.get() < records)
                    Thread.sleep(1);
                return records * 1e9 / (System.nanoTime() - began);
            }
        }
    }
}
