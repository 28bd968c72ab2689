import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Clients at full speed side by side, each on one partition of orders, for some seconds.
 * A client is `produce|consume,<client.id>,<partition>[,<key>=<value>…]`. Prints for each: bytes per second, failed records, longest call, longest throttling.
 */
public class Load {
    public static void main(String[] args) throws Exception {
        var seconds = Integer.parseInt(args[1]);
        var clients = Arrays.stream(args).skip(2).map(spec -> new Client(args[0], spec.split(","))).toList();
        clients.forEach(Thread::start);
        while (!clients.stream().allMatch(client -> client.connected))
            Thread.sleep(10);
        clients.forEach(client -> client.bytes.set(0));
        for (var second = 1; second <= seconds; second++) {
            Thread.sleep(1000);
            clients.forEach(client -> client.perSecond.add(client.bytes.getAndSet(0)));
        }
        for (var client : clients)
            System.out.printf("%s partition %d bytes %s failed %d call %.2f throttle %.0f%n", client.getName(), client.partition.partition(),
                client.perSecond.toString().replace(" ", ""), client.failed.get(), client.longest / 1e9, client.throttleMax());
        System.exit(0); // what the throttled still hold is dropped
    }

    static class Client extends Thread {
        final TopicPartition partition;
        final List<Long> perSecond = new ArrayList<>();
        final AtomicLong bytes = new AtomicLong();
        final AtomicLong failed = new AtomicLong();
        volatile boolean connected;
        volatile long longest; // one send() or poll(), in nanoseconds
        private final Properties config = new Properties();
        private volatile Map<MetricName, ? extends Metric> metrics;

        Client(String bootstrap, String[] spec) {
            super(spec[0]);
            partition = new TopicPartition("orders", Integer.parseInt(spec[2]));
            config.putAll(Map.of("bootstrap.servers", bootstrap, "client.id", spec[1]));
            for (var setting : List.of(spec).subList(3, spec.length))
                config.put(setting.split("=")[0], setting.split("=")[1]);
        }

        @Override
        public void run() {
            if (getName().equals("produce"))
                produce();
            else
                consume();
        }

        private void produce() {
            var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            metrics = producer.metrics();
            producer.partitionsFor("orders");
            connected = true;
            var order = new byte[1500];
            while (true) {
                var before = System.nanoTime();
                producer.send(new ProducerRecord<>("orders", partition.partition(), null, order), (metadata, error) -> {
                    if (error == null)
                        bytes.addAndGet(order.length);
                    else
                        failed.incrementAndGet();
                });
                longest = Math.max(longest, System.nanoTime() - before);
            }
        }

        private void consume() {
            var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            metrics = consumer.metrics();
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            consumer.position(partition);
            connected = true;
            while (true) {
                var before = System.nanoTime();
                consumer.poll(Duration.ofSeconds(10)).forEach(order -> bytes.addAndGet(order.serializedValueSize()));
                longest = Math.max(longest, System.nanoTime() - before);
            }
        }

        double throttleMax() {
            return metrics.entrySet().stream().filter(each -> each.getKey().name().matches("(produce|fetch)-throttle-time-max"))
                .mapToDouble(each -> (double) each.getValue().metricValue()).findFirst().orElseThrow();
        }
    }
}
