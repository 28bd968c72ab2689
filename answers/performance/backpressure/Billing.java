import java.io.FileReader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Read payments into a database that takes 100 ms for each: in the thread that polls, or in a worker behind a bounded queue. */
public class Billing implements ConsumerRebalanceListener {
    static final int LAST = 34, QUEUE = 20;
    static final TopicPartition PARTITION = new TopicPartition("payments", 0);

    final KafkaConsumer<String, String> consumer;
    final int pollRecords;
    final Set<Long> written = new HashSet<>();
    int writes;
    int assigned;

    public static void main(String[] args) throws Exception {
        Configurator.setLevel("org.apache.kafka.clients.consumer.internals.ConsumerCoordinator", Level.WARN);
        var config = new Properties();
        config.load(new FileReader("consumer.properties"));
        config.put("bootstrap.servers", args[0]);
        config.put("max.poll.records", args[2]);
        var billing = new Billing(config);
        try (var consumer = billing.consumer) {
            consumer.subscribe(List.of("payments"), billing);
            if (args[1].equals("same-thread"))
                billing.sameThread(Integer.parseInt(args[3]));
            else
                billing.handOff();
            var committed = consumer.committed(Set.of(PARTITION)).get(PARTITION);
            System.out.printf("%d payments written, %d writes repeated; assignments %d, committed offset %s%n", billing.written.size(),
                billing.writes - billing.written.size(), billing.assigned, committed == null ? "none" : committed.offset());
        }
    }

    Billing(Properties config) {
        var text = new StringDeserializer();
        consumer = new KafkaConsumer<>(config, text, text);
        pollRecords = Integer.parseInt(config.getProperty("max.poll.records"));
    }

    /** Write each poll's payments, then commit; give up after so many polls with payments. */
    void sameThread(int limit) throws Exception {
        for (var polls = 0; polls < limit;) {
            var payments = consumer.poll(Duration.ofMillis(100));
            if (payments.isEmpty())
                continue;
            polls++;
            for (var payment : payments)
                write(payment);
            var commit = "accepted";
            try {
                consumer.commitSync();
            } catch (CommitFailedException error) {
                commit = "CommitFailedException";
            }
            System.out.printf("poll %d: offsets %d to %d, commitSync(): %s%n", polls, first(payments), first(payments) + payments.count() - 1, commit);
        }
    }

    /** Poll on while a worker writes; pause when another poll might not fit into the queue, which throws when it is full. */
    void handOff() throws Exception {
        var queue = new ArrayBlockingQueue<ConsumerRecord<String, String>>(QUEUE);
        var worker = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (!written.contains((long) LAST))
                    write(queue.take());
            } catch (InterruptedException error) {
                throw new IllegalStateException(error);
            }
        });
        var polls = 0;
        var pauses = 0;
        while (worker.isAlive()) {
            consumer.poll(Duration.ofMillis(100)).forEach(queue::add);
            polls++;
            var room = queue.remainingCapacity() >= pollRecords;
            if (!room && consumer.paused().isEmpty())
                pauses++;
            if (room)
                consumer.resume(consumer.paused());
            else
                consumer.pause(consumer.assignment());
        }
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(LAST + 1)));
        System.out.printf("polls while the worker wrote: %s; paused: %s; commitSync(): accepted%n", polls > 20 ? "more than 20" : polls, pauses > 0 ? "yes" : "no");
    }

    void write(ConsumerRecord<String, String> payment) throws InterruptedException {
        Thread.sleep(100);
        writes++;
        written.add(payment.offset());
    }

    static long first(ConsumerRecords<String, String> payments) {
        return payments.iterator().next().offset();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned++;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        // the same-thread loop has committed what it wrote; the hand-off ends before it gives anything up
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        System.out.println("onPartitionsLost " + partitions);
    }
}
