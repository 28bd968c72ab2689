import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A second member joins while the first is at work, in a topic named for what is tried. It prints how many payments the second was given. */
public class Join {
    static final AtomicInteger second = new AtomicInteger();

    public static void main(String[] args) throws Exception {
        var payments = Integer.parseInt(args[1]);
        var topic = args[2];
        Pay.pay(args[0], topic, payments, 100, 0);
        var ledger = new Ledger(topic, -1);
        member(args[0], topic, ledger, new AtomicInteger()).start();
        while (ledger.finished.get() < payments / 4)
            Thread.sleep(5);
        member(args[0], topic, ledger, second).start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
            while (Lag.of(admin, topic, topic) > 0 || ledger.begun.get() > ledger.finished.get())
                Thread.sleep(100);
        }
        System.out.println(second);
        System.exit(0);
    }

    static Keyed member(String brokers, String topic, Ledger ledger, AtomicInteger given) {
        var settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", brokers, "group.id", topic, "enable.auto.commit", false,
            "auto.offset.reset", "earliest"));
        if (topic.endsWith("protocol"))
            settings.put("group.protocol", "consumer");
        else
            settings.put("heartbeat.interval.ms", 200);
        return new Keyed(settings, topic, 8, ledger) {
            @Override
            BlockingQueue<Task> queueOf(ConsumerRecord<String, String> payment) {
                given.incrementAndGet();
                return super.queueOf(payment);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                if (!topic.endsWith("hasty")) {
                    super.onPartitionsRevoked(partitions);
                    return;
                }
                consumer.commitSync(lowestUnfinished(partitions)); // the control: neither stops its workers nor waits for them
                forget(partitions);
            }
        };
    }
}
