import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** One member: handles payments, commits after each batch, keeps account of what it owns. */
abstract class Member extends Thread implements ConsumerRebalanceListener {
    final Set<Integer> owned = new ConcurrentSkipListSet<>();
    final Queue<Integer> revoked = new ConcurrentLinkedQueue<>();
    final Queue<Integer> lost = new ConcurrentLinkedQueue<>();
    final Queue<RuntimeException> refused = new ConcurrentLinkedQueue<>();
    volatile boolean leaving;
    volatile boolean busy; // has records that aren't committed

    private final KafkaConsumer<String, String> consumer;

    Member(String name, Properties settings) {
        super(name);
        setDaemon(true);
        var text = new StringDeserializer();
        consumer = new KafkaConsumer<>(settings, text, text);
    }

    abstract void handle(ConsumerRecord<String, String> payment);

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(List.of("payments"), this);
            while (!leaving) {
                // The callbacks below run inside poll(), and nowhere else.
                var batch = consumer.poll(Duration.ofMillis(100));
                busy = !batch.isEmpty();
                batch.forEach(this::handle);
                if (busy)
                    commit();
                busy = false;
            }
        }
    }

    /** Commit for each owned partition the offset of the next record to read. */
    private void commit() {
        try {
            consumer.commitSync();
        } catch (RebalanceInProgressException | CommitFailedException e) {
            refused.add(e); // the next poll() takes part in the rebalance, or joins again
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(each -> owned.add(each.partition()));
    }

    /** Still the owner: a last commit is possible here. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        give(partitions, revoked);
    }

    /** No longer the owner: another member may have read on. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        give(partitions, lost);
    }

    private void give(Collection<TopicPartition> partitions, Queue<Integer> account) {
        partitions.forEach(each -> owned.remove(each.partition()));
        partitions.forEach(each -> account.add(each.partition()));
    }
}
