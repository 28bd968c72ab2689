import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.*;
import org.apache.kafka.common.serialization.*;

/** Consumers with different settings, at the same time, of the same topic: while 200 clicks a second come, or from its start. */
public class Fetch {
    /** Arguments: bootstrap, topic, `live` or `backlog`, seconds or records, then for each consumer its settings, or `default`. */
    public static void main(String[] args) throws Exception {
        boolean live = args[2].equals("live");
        List<String> settings = List.of(args).subList(4, args.length);
        CyclicBarrier ready = new CyclicBarrier(settings.size() + 1);
        long amount = Long.parseLong(args[3]);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<String>> ends = new ArrayList<>();
            for (String each : settings) ends.add(threads.submit(() -> read(args[0], args[1], each, live, amount, ready)));
            ready.await();
            if (live) write(args[0], args[1], amount);
            for (Future<String> end : ends) System.out.println(end.get());
        }
    }

    static void write(String bootstrap, String topic, long seconds) throws InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime();
            for (int i = 0; i < 200 * seconds; i++) {
                producer.send(new ProducerRecord<>(topic, new byte[] {(byte) i}, new byte[600]));
                TimeUnit.NANOSECONDS.sleep(start + (i + 1) * 5_000_000L - System.nanoTime());
            }
        }
    }

    /** Read one topic; return the settings, records, Fetch requests, polls that gave records, median age of a record in milliseconds. */
    static String read(String bootstrap, String topic, String settings, boolean live, long amount, CyclicBarrier ready) throws Exception {
        Map<String, Object> all = new HashMap<>(Map.of("bootstrap.servers", bootstrap));
        for (String each : settings.split(",")) if (!each.equals("default")) all.put(each.split("=")[0], each.split("=")[1]);
        try (var consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> parts = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
            consumer.assign(parts);
            if (live) consumer.seekToEnd(parts); else consumer.seekToBeginning(parts);
            parts.forEach(consumer::position);
            ready.await();
            double before = total(consumer);
            long end = System.nanoTime() + amount * 1_000_000_000L, polls = 0;
            List<Long> ages = new ArrayList<>();
            while (live ? System.nanoTime() < end : ages.size() < amount) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                long now = System.currentTimeMillis();
                if (!records.isEmpty()) polls++;
                for (ConsumerRecord<byte[], byte[]> record : records) ages.add(now - record.timestamp());
            }
            double fetches = total(consumer) - before;
            Collections.sort(ages);
            return String.format("%s %d %.0f %d %d", settings, ages.size(), fetches, polls, ages.get(ages.size() / 2));
        }
    }

    static double total(Consumer<?, ?> consumer) {
        return consumer.metrics().entrySet().stream().filter(e -> e.getKey().name().equals("fetch-total")).mapToDouble(e -> (Double) e.getValue().metricValue()).sum();
    }
}
