import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The same payments, billed in several ways, one way after the other; each has a topic and a ledger of its own. */
public class Ways {
    static final int THREADS = 8;
    static String brokers, round;
    static volatile boolean leaving;

    /** A group that reads the topic payments-name with that many consumers. */
    static class Way {
        final String name;
        final int members, hot;
        final Ledger ledger;
        Map<?, ? extends Metric> metrics;

        Way(String name, int members, int hot) {
            this.name = name + round;
            this.members = members;
            this.hot = hot;
            ledger = new Ledger(this.name, -1);
        }

        Properties settings() {
            var settings = new Properties();
            settings.putAll(Map.of("bootstrap.servers", brokers, "group.id", "billing-" + name, "max.poll.records", 20));
            return settings;
        }

        /** For consumer groups; idle ratios are averaged over the last second here, by default over a minute. */
        Properties commits() {
            var settings = settings();
            settings.putAll(Map.of("enable.auto.commit", false, "auto.offset.reset", "earliest", "metrics.sample.window.ms", 500));
            return settings;
        }

        void start() {
            for (var member = 0; member < members; member++)
                Thread.ofPlatform().daemon().start(this::consume);
        }

        /** One thread, one payment at a time; committed after each poll. */
        void consume() {
            try (var consumer = new KafkaConsumer<>(commits(), new StringDeserializer(), new StringDeserializer())) {
                metrics = consumer.metrics();
                consumer.subscribe(List.of("payments-" + name));
                while (!leaving) {
                    var payments = consumer.poll(Duration.ofMillis(100));
                    if (payments.isEmpty())
                        continue;
                    handle(payments);
                    consumer.commitSync();
                }
            }
        }

        void handle(Iterable<ConsumerRecord<String, String>> payments) {
            payments.forEach(ledger::handle);
        }

        double idle() {
            return metrics.entrySet().stream().filter(each -> each.getKey().toString().contains("poll-idle-ratio-avg"))
                .mapToDouble(each -> (double) each.getValue().metricValue()).findFirst().orElseThrow();
        }
    }

    /** A poll's payments in one call. */
    static class Batches extends Way {
        Batches(String name) {
            super(name, 1, 0);
        }

        @Override
        void handle(Iterable<ConsumerRecord<String, String>> payments) {
            ledger.handle(payments);
        }
    }

    /** One consumer and workers; inTurn is the control: the next worker instead of the key's. */
    static class Pool extends Way {
        final boolean inTurn;

        Pool(String name, int hot, boolean inTurn) {
            super(name, 1, hot);
            this.inTurn = inTurn;
        }

        @Override
        void start() {
            var settings = commits();
            settings.remove("max.poll.records");
            var keyed = new Keyed(settings, "payments-" + name, THREADS, ledger) {
                int turn;

                @Override
                BlockingQueue<Task> queueOf(ConsumerRecord<String, String> payment) {
                    return inTurn ? queues.get(turn++ % THREADS) : super.queueOf(payment);
                }
            };
            metrics = keyed.consumer.metrics();
            keyed.setDaemon(true);
            keyed.start();
        }
    }

    static class Share extends Way {
        Share(String name) {
            super(name, THREADS, 0);
        }

        @Override
        void consume() {
            var settings = settings();
            settings.putAll(Map.of("share.acquire.mode", "record_limit", "max.poll.records", 5));
            try (var consumer = new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of("payments-" + name));
                while (!leaving)
                    handle(consumer.poll(Duration.ofMillis(100))); // the next poll() accepts them
            }
        }
    }

    public static void main(String[] args) throws Exception {
        brokers = args[0];
        round = "-" + args[3];
        int payments = Integer.parseInt(args[1]), stores = Integer.parseInt(args[2]);
        var ways = List.of(new Way("one", 1, 0), new Batches("batches"), new Way("partitions", THREADS, 0), new Pool("pool", 0, false),
            new Pool("turns", 0, true), new Share("share"), new Pool("hot", 30, false));
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            var group = new ConfigResource(ConfigResource.Type.GROUP, "billing-share" + round);
            var earliest = new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(group, List.of(earliest))).all().get();
            ways.forEach(Way::start);
            for (var way : ways)
                while (!assigned(admin, way))
                    Thread.sleep(100);
        }
        System.out.printf("waiting%s %.2f%n", round, ways.getFirst().idle());
        for (var way : ways) {
            Pay.pay(brokers, "payments-" + way.name, payments, stores, way.hot);
            while (way.ledger.finished.get() < payments * 0.8)
                Thread.sleep(5);
            if (way.metrics != null)
                System.out.printf("%s %.2f%n", way.name, way.idle());
            while (way.ledger.finished.get() < payments)
                Thread.sleep(5);
        }
        System.exit(0);
    }

    /** Each member owns a partition; of a share group each takes from the same one. */
    static boolean assigned(Admin admin, Way way) throws Exception {
        var group = List.of("billing-" + way.name);
        try {
            var owning = way instanceof Share
                ? admin.describeShareGroups(group).all().get().get(group.getFirst()).members().stream().filter(each -> !each.assignment().topicPartitions().isEmpty()).count()
                : admin.describeConsumerGroups(group).all().get().get(group.getFirst()).members().stream().filter(each -> !each.assignment().topicPartitions().isEmpty()).count();
            return owning == way.members;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException)
                return false; // nobody has joined yet
            throw e;
        }
    }
}
