import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Handles one key's records one after another, different keys side by side. One thread polls, hands out and commits. */
class Keyed extends Thread implements ConsumerRebalanceListener {
    static final int WINDOW = 200; // so many records from the lowest unfinished on, and the partition is paused; more than workers finish in two polls

    enum State { WAITING, RUNNING, FINISHED, FAILED, DROPPED }

    record Task(ConsumerRecord<String, String> payment, AtomicReference<State> state) {}

    final KafkaConsumer<String, String> consumer;
    final List<BlockingQueue<Task>> queues = new ArrayList<>(); // one per worker
    volatile boolean leaving;
    private final String topic;
    private final Ledger ledger;
    private final Map<TopicPartition, Deque<Task>> windows = new HashMap<>(); // from the lowest unfinished offset on
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(); // behind the last record of a window
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private volatile Throwable failure;

    Keyed(Properties settings, String topic, int workers, Ledger ledger) {
        this.topic = topic;
        this.ledger = ledger;
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        for (var number = 0; number < workers; number++) {
            var queue = new LinkedBlockingQueue<Task>();
            queues.add(queue);
            Thread.ofPlatform().daemon().start(() -> work(queue));
        }
    }

    @Override
    public void run() {
        try (consumer) { // close() calls onPartitionsRevoked
            consumer.subscribe(List.of(topic), this);
            while (!leaving) {
                var payments = consumer.poll(Duration.ofMillis(100));
                payments.forEach(this::handOut);
                next.putAll(payments.nextOffsets());
                var offsets = lowestUnfinished(windows.keySet());
                if (!offsets.equals(committed))
                    consumer.commitAsync(committed = offsets, null); // one that fails is made good by the next
                windows.forEach(this::pauseOrResume);
                if (failure != null)
                    throw new IllegalStateException(failure); // skipping the record would break its key's order
            }
        }
    }

    /** The same key, the same worker. Not by the producer's hash: it has put keys together that agree in it. */
    BlockingQueue<Task> queueOf(ConsumerRecord<String, String> payment) {
        return queues.get(Math.floorMod(Objects.hashCode(payment.key()), queues.size()));
    }

    private void handOut(ConsumerRecord<String, String> payment) {
        var task = new Task(payment, new AtomicReference<>(State.WAITING));
        windows.get(new TopicPartition(payment.topic(), payment.partition())).add(task);
        queueOf(payment).add(task);
    }

    private void pauseOrResume(TopicPartition partition, Deque<Task> window) {
        if (window.size() >= WINDOW)
            consumer.pause(List.of(partition)); // poll() goes on: without it there is no part in rebalances, and an end to membership
        else if (window.size() <= WINDOW / 2)
            consumer.resume(List.of(partition));
    }

    private void work(BlockingQueue<Task> queue) {
        while (failure == null) {
            Task task;
            try {
                task = queue.take();
            } catch (InterruptedException e) {
                return;
            }
            if (!task.state.compareAndSet(State.WAITING, State.RUNNING))
                continue;
            try {
                ledger.handle(task.payment);
                task.state.set(State.FINISHED);
            } catch (Throwable e) {
                failure = e;
                task.state.set(State.FAILED);
            }
        }
    }

    /** What to commit: where the next owner has to begin. */
    Map<TopicPartition, OffsetAndMetadata> lowestUnfinished(Collection<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : partitions) {
            var window = windows.get(partition);
            while (!window.isEmpty() && window.peek().state.get() == State.FINISHED)
                window.remove();
            if (!window.isEmpty())
                offsets.put(partition, new OffsetAndMetadata(window.peek().payment.offset()));
            else if (next.containsKey(partition))
                offsets.put(partition, next.get(partition));
        }
        return offsets;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(each -> windows.put(each, new ArrayDeque<>()));
    }

    /** Still the owner: finish up to the newest record that has begun, and commit. The next owner begins behind it, and repeats nothing. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            var window = windows.get(partition);
            var newest = window.descendingIterator(); // from the newest back: a worker never skips an older one of its key
            while (newest.hasNext() && newest.next().state.compareAndSet(State.WAITING, State.DROPPED));
            while (in(State.RUNNING, window) || failure == null && in(State.WAITING, window))
                LockSupport.parkNanos(1_000_000);
        }
        consumer.commitSync(lowestUnfinished(partitions));
        forget(partitions);
    }

    private static boolean in(State state, Deque<Task> window) {
        return window.stream().anyMatch(task -> task.state.get() == state);
    }

    /** The next owner has begun: no commit, and nothing more of it here. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (var partition : partitions)
            windows.get(partition).descendingIterator().forEachRemaining(task -> task.state.compareAndSet(State.WAITING, State.DROPPED));
        forget(partitions);
    }

    void forget(Collection<TopicPartition> partitions) {
        windows.keySet().removeAll(partitions);
        next.keySet().removeAll(partitions);
    }
}
