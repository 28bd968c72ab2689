import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.nio.file.Files;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The same ten orders on a broker of the other kind: Apache Artemis, inside this process, its journal on disk, reached through JMS. */
public class Jms {
    public static void main(String[] args) throws Exception {
        var journal = Files.createTempDirectory("artemis").toString();
        var broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl().setSecurityEnabled(false).setPersistenceEnabled(true)
            .setJournalDirectory(journal + "/journal").setBindingsDirectory(journal + "/bindings")
            .setLargeMessagesDirectory(journal + "/large").setPagingDirectory(journal + "/paging")
            .addAcceptorConfiguration("in-vm", "vm://0")
            .addAddressSetting("orders", new AddressSettings().setAutoDeleteQueues(false)
                .setDeadLetterAddress(SimpleString.of("failed")).setAutoCreateDeadLetterResources(true)));
        broker.start();
        try (var factory = new ActiveMQConnectionFactory("vm://0"); var jms = factory.createContext()) {
            queue(broker, jms);
            topic(jms);
            choose(jms);
            fail(broker, factory);
        } finally {
            broker.stop();
        }
    }

    static void queue(EmbeddedActiveMQ broker, JMSContext jms) throws Exception {
        var orders = jms.createQueue("orders");
        var billing = jms.createConsumer(orders);
        var fulfilment = jms.createConsumer(orders);
        send(jms, orders);
        System.out.println("queue: billing got " + count(billing) + ", fulfilment got " + count(fulfilment));
        System.out.println("queue: audit, later, got " + count(jms.createConsumer(orders)) + "; messages in the queue: " + left(broker, "orders"));
    }

    /** The fair rival of a consumer group: a durable subscription for each service, made before the orders are sent. */
    static void topic(JMSContext jms) {
        var placed = jms.createTopic("placed");
        jms.createSharedDurableConsumer(placed, "billing").close();  // made, and down
        jms.createConsumer(placed).close();                          // a subscription that isn't durable ends here
        var fulfilment = jms.createSharedDurableConsumer(placed, "fulfilment");
        send(jms, placed);
        System.out.println("topic, durable: fulfilment got " + count(fulfilment)
            + ", billing, down meanwhile, got " + count(jms.createSharedDurableConsumer(placed, "billing")));
        System.out.println("topic, not durable and down meanwhile: got " + count(jms.createConsumer(placed)));
        System.out.println("topic, durable, made later: audit got " + count(jms.createSharedDurableConsumer(placed, "audit"))
            + "; billing once more got " + count(jms.createSharedDurableConsumer(placed, "billing")));
    }

    /** What Kafka has no word for: the broker sorts by priority and picks by a condition on a property. */
    static void choose(JMSContext jms) {
        var labels = jms.createQueue("labels");
        jms.createProducer().setProperty("country", "SE").send(labels, "order 1");
        jms.createProducer().setProperty("country", "DE").send(labels, "order 2");
        jms.createProducer().setProperty("country", "SE").setPriority(9).send(labels, "order 3, express");
        try (var swedish = jms.createConsumer(labels, "country = 'SE'")) {
            System.out.println("country = 'SE': " + swedish.receiveBody(String.class, 5_000) + "; " + swedish.receiveBody(String.class, 5_000));
        }
    }

    /** One message crashes its consumer every time: each attempt is rolled back. */
    static void fail(EmbeddedActiveMQ broker, ActiveMQConnectionFactory factory) throws Exception {
        try (var session = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            var orders = session.createQueue("orders");
            session.createProducer().send(orders, "order 11");
            session.commit();
            var consumer = session.createConsumer(orders);
            var attempts = 0;
            for (; consumer.receive(1_000) != null; attempts++)
                session.rollback();
            System.out.println("rolled back " + attempts + " times; left in orders: " + left(broker, "orders") + ", dead letters: "
                + broker.getActiveMQServer().locateQueue("DLQ.orders").getMessageCount());
        }
    }

    static void send(JMSContext jms, Destination destination) {
        var producer = jms.createProducer();
        for (var number = 1; number <= 10; number++)
            producer.send(destination, "order " + number);
    }

    static int count(JMSConsumer consumer) {
        var count = 0;
        while (consumer.receive(1_000) != null)
            count++;
        consumer.close();
        return count;
    }

    static long left(EmbeddedActiveMQ broker, String queue) throws Exception {
        return broker.getActiveMQServer().locateQueue(queue).getMessageCount();
    }
}
