import java.io.FileReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.serialization.StringSerializer;

/** The members of one group, all in this process, and what the coordinator says about them. Given a file of consumer settings. */
class Group implements AutoCloseable {
    static final int HANG_AT = 15; // the fifth record of the second batch, with max.poll.records=10

    /** Which record was handled, by whom, and when. */
    record Handled(String id, String member, long nanos) {}

    final List<Member> members = new ArrayList<>();
    final Queue<Handled> handled = new ConcurrentLinkedQueue<>();

    private final Properties settings = new Properties();
    private final Admin admin;
    private volatile boolean paid;
    private volatile boolean hanging;

    Group(String brokers, String file) throws Exception {
        settings.load(new FileReader(file));
        settings.put("bootstrap.servers", brokers);
        admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    /** Start a member whose handler takes 10 ms a record. */
    Member start(String name) {
        return start(name, null);
    }

    /** Start a member that hangs once in a payment of this run, as if a database didn't answer, until the answer is there. */
    Member start(String name, BooleanSupplier answered) {
        settings.put("client.id", name);
        var member = new Member(name, settings) {
            private int count;

            @Override
            void handle(ConsumerRecord<String, String> payment) {
                if (paid && ++count == HANG_AT && answered != null) {
                    hanging = true;
                    await(answered);
                    hanging = false;
                }
                Group.sleep(10);
                handled.add(new Handled(payment.partition() + "-" + payment.offset(), name, System.nanoTime()));
            }
        };
        members.add(member);
        member.start();
        return member;
    }

    boolean hangs() {
        return hanging;
    }

    /** Wait until the coordinator calls the group stable and each member has been given what the coordinator says it has. */
    void settle() {
        await(this::settled);
    }

    private boolean settled() {
        ConsumerGroupDescription seen;
        try {
            seen = admin.describeConsumerGroups(List.of(settings.getProperty("group.id"))).all().get().values().iterator().next();
        } catch (ExecutionException | InterruptedException e) {
            return false; // the first member hasn't made the group yet
        }
        var given = seen.members().stream().collect(Collectors.toMap(each -> each.clientId(), each -> each.assignment().topicPartitions().size()));
        var owned = members.stream().collect(Collectors.toMap(Member::getName, each -> each.owned.size()));
        return seen.groupState() == GroupState.STABLE && given.equals(owned) && owned.values().stream().mapToInt(each -> each).sum() == 3;
    }

    /** Write as many payments to each of the three partitions. */
    void pay(int each) {
        paid = true;
        Map<String, Object> config = Map.of("bootstrap.servers", settings.get("bootstrap.servers"));
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (var number = 0; number < 3 * each; number++)
                producer.send(new ProducerRecord<>("payments", number % 3, "order-" + number, "authorized"));
        }
    }

    /** Count each record once, however often it was handled. */
    long distinct() {
        return handled.stream().map(Handled::id).distinct().count();
    }

    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean())
            sleep(10);
    }

    static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return members.stream().map(each -> each.getName() + " " + each.owned).collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws Exception {
        members.forEach(each -> each.leaving = true);
        for (var member : members)
            member.join();
        admin.close();
    }
}
