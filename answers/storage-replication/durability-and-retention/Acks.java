import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Connect, run the command given after the address, send a record with each acks to each topic: what does the application see? */
public class Acks {
    static final List<String> TOPICS = List.of("payments-min-1", "payments-min-2", "payments-min-3");
    static final List<String> ACKS = List.of("0", "1", "all");

    public static void main(String[] args) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (String topic : TOPICS) {
            rows.add(new Row(args[0], topic));
        }
        if (args.length > 1) {
            new ProcessBuilder(Arrays.copyOfRange(args, 1, args.length)).inheritIO().start().waitFor();
        }
        System.out.printf("%-15s%-21s%-21s%-21s%s%n", "", "acks=0", "acks=1", "acks=all", "readable");
        try (var threads = Executors.newCachedThreadPool()) {
            for (Future<String> line : threads.invokeAll(rows)) {
                System.out.println(line.get());
            }
        }
        System.exit(0);  // without waiting for producers that can't reach a broker to say goodbye
    }

    /** One topic: its producers, and a consumer that knows how far one may read. */
    static class Row implements Callable<String> {
        final String topic;
        final List<KafkaProducer<String, String>> producers = new ArrayList<>();
        final KafkaConsumer<String, String> consumer;
        final long before;

        Row(String bootstrap, String topic) {
            this.topic = topic;
            for (String acks : ACKS) {
                producers.add(new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap, "acks", acks,
                    "delivery.timeout.ms", 4000, "request.timeout.ms", 3000, "max.block.ms", 4000,
                    "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class)));
                producers.getLast().partitionsFor(topic);
            }
            consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap,
                "key.deserializer", StringDeserializer.class, "value.deserializer", StringDeserializer.class));
            before = highWatermark(Duration.ofSeconds(30));
        }

        @Override
        public String call() throws Exception {
            List<String> cells = new ArrayList<>();
            try (var threads = Executors.newCachedThreadPool()) {
                List<Callable<String>> sends = new ArrayList<>();
                producers.forEach(producer -> sends.add(() -> send(producer)));
                for (Future<String> cell : threads.invokeAll(sends)) {
                    cells.add(cell.get());
                }
            }
            return "%-15s%-21s%-21s%-21s%s".formatted(topic, cells.get(0), cells.get(1), cells.get(2), readable(cells.get(2)));
        }

        String send(KafkaProducer<String, String> producer) throws InterruptedException {
            long start = System.nanoTime();
            try {
                var answer = producer.send(new ProducerRecord<>(topic, "order-1", "59.90 USD")).get();
                return answer.hasOffset() ? "acknowledged" : "sent";
            } catch (ExecutionException refused) {
                return refused.getCause().getClass().getSimpleName() + " " + (System.nanoTime() - start) / 1_000_000_000 + " s";
            }
        }

        /** How many more records consumers can read than before; where all was acknowledged, wait for the three. */
        String readable(String all) throws InterruptedException {
            try {
                long more = highWatermark(Duration.ofSeconds(3)) - before;
                for (int tries = 0; all.equals("acknowledged") && more < producers.size() && tries < 100; tries++) {
                    Thread.sleep(100);
                    more = highWatermark(Duration.ofSeconds(3)) - before;
                }
                return more + " of 3";
            } catch (TimeoutException noLeader) {
                return "no leader";
            }
        }

        long highWatermark(Duration limit) {
            var partition = new TopicPartition(topic, 0);
            return consumer.endOffsets(List.of(partition), limit).get(partition);
        }
    }
}
