import java.rmi.registry.LocateRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoublePredicate;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.rmi.RMIConnector;
import javax.management.remote.rmi.RMIServer;

/** Ask all servers and clients for the dozen over JMX, and add up what they answer as each metric must be. */
public class Dozen {
    static final List<Metric> DOZEN = List.of(
        count("max", "kafka.controller:type=KafkaController,name=OfflinePartitionsCount", "Value"),
        count("sum", "kafka.server:type=ReplicaManager,name=UnderMinIsrPartitionCount", "Value"),
        count("sum", "kafka.server:type=ReplicaManager,name=AtMinIsrPartitionCount", "Value"),
        count("sum", "kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions", "Value"),
        count("max", "kafka.controller:type=ControllerStats,name=UncleanLeaderElectionsPerSec", "Count"),
        count("sum", "kafka.log:type=LogManager,name=OfflineLogDirectoryCount", "Value"),
        new Metric("sum", "kafka.controller:type=KafkaController,name=ActiveControllerCount", "Value", "not 1", n -> n != 1),
        count("max", "kafka.controller:type=KafkaController,name=FencedBrokerCount", "Value"),
        new Metric("max", "kafka.server:type=broker-metadata-metrics", "last-applied-record-lag-ms", "over 5000", n -> n > 5000),
        idle("kafka.server:type=KafkaRequestHandlerPool,name=RequestHandlerAvgIdlePercent", "OneMinuteRate"),
        idle("kafka.network:type=SocketServer,name=NetworkProcessorAvgIdlePercent", "Value"),
        new Metric("max", "kafka.network:type=RequestMetrics,name=TotalTimeMs,request=Produce", "99thPercentile",
            "over 1000", n -> n > 1000),
        count("sum", "kafka.producer:type=producer-metrics,client-id=checkout", "record-error-total"),
        new Metric("max", "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=billing", "records-lag-max",
            "over 1000", n -> n > 1000));

    /** A bean's attribute, what its values on all servers become (or whose value counts), and which number is an alert. */
    record Metric(String add, String bean, String attribute, String alert, DoublePredicate alerting) {
        double of(List<Server> servers) {
            var asked = servers.stream().filter(each -> each.answers.containsKey(this));
            if (!List.of("sum", "max", "min").contains(add)) asked = asked.filter(each -> each.name.equals(add));
            var values = asked.mapToDouble(each -> each.answers.get(this)).filter(n -> !Double.isNaN(n));
            return switch (add) {
                case "sum" -> values.sum();
                case "min" -> values.min().orElse(Double.NaN);
                default -> values.max().orElse(Double.NaN);
            };
        }
    }

    static Metric count(String add, String bean, String attribute) {
        return new Metric(add, bean, attribute, "above 0", n -> n > 0);
    }

    static Metric idle(String bean, String attribute) {
        return new Metric("min", bean, attribute, "below 0.3", n -> n < 0.3);
    }

    /** A process with JMX. It is asked in a thread of its own: one that is frozen never answers. */
    static class Server {
        final String name;
        final String host;
        final int port;
        final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
        MBeanServerConnection connection;
        Future<Map<Metric, Double>> asked;
        Map<Metric, Double> answers = Map.of();
        String state = "";

        Server(String argument) {
            var parts = argument.split("[=:]");
            name = parts[0];
            host = parts[1];
            port = Integer.parseInt(parts[2]);
        }

        void ask(List<Metric> metrics) {
            if (asked == null || asked.isDone()) asked = thread.submit(() -> read(metrics));
        }

        void listen(long milliseconds) throws InterruptedException {
            answers = Map.of();
            try {
                answers = asked.get(milliseconds, TimeUnit.MILLISECONDS);
                state = "answers";
            } catch (TimeoutException silence) {
                state = "silent";
            } catch (ExecutionException refused) {
                connection = null;
                state = "refuses";
            }
        }

        Map<Metric, Double> read(List<Metric> metrics) throws Exception {
            if (connection == null) {
                var connector = new RMIConnector((RMIServer) LocateRegistry.getRegistry(host, port).lookup("jmxrmi"), null);
                connector.connect();
                connection = connector.getMBeanServerConnection();
            }
            var found = new HashMap<Metric, Double>();
            for (var metric : metrics)
                try {
                    var value = connection.getAttribute(new ObjectName(metric.bean), metric.attribute);
                    found.put(metric, ((Number) value).doubleValue());
                } catch (InstanceNotFoundException | AttributeNotFoundException notHere) { }
            return found;
        }
    }

    static void ask(List<Server> servers, List<Metric> metrics, long milliseconds) throws InterruptedException {
        for (var server : servers) server.ask(metrics);
        var until = System.currentTimeMillis() + milliseconds;
        for (var server : servers) server.listen(Math.max(1, until - System.currentTimeMillis()));
    }

    /**
     * Arguments: name=host:port of each process's JMX, then, for more metrics, sum|max|min|name@bean@attribute.
     * `watch` prints each change, about twice a second.
     */
    public static void main(String[] args) throws InterruptedException {
        var servers = new ArrayList<Server>();
        var metrics = new ArrayList<>(DOZEN);
        for (var word : args) {
            var parts = word.split("@");
            if (parts.length == 3) metrics.add(new Metric(parts[0], parts[1], parts[2], "", n -> false));
            else if (!word.equals("watch")) servers.add(new Server(word));
        }
        if (List.of(args).contains("watch")) watch(servers, metrics);
        ask(servers, metrics, 30_000);
        for (var metric : metrics) System.out.println(metric.bean + "\n    " + metric.attribute + ": " + said(metric, servers));
        System.exit(0);
    }

    static String said(Metric metric, List<Server> servers) {
        var exporting = servers.stream().filter(each -> each.answers.containsKey(metric)).map(each -> each.name).toList();
        if (exporting.isEmpty()) return "exported by none of them";
        var value = metric.of(servers);
        var verdict = metric.alert.isEmpty() ? "" : ", " + (metric.alerting.test(value) ? "ALERT" : "fine") + " (alert: " + metric.alert + ")";
        var shown = metric.alert.startsWith("below") ? (value < 0.3 ? "below 0.3" : "above 0.3")
            : "%.0f".formatted(value) + (metric.bean.contains("TimeMs") || metric.attribute.endsWith("ms") ? " ms" : "");
        return "%s of %s is %s%s".formatted(metric.add, String.join(", ", exporting), shown, verdict);
    }

    static void watch(List<Server> servers, List<Metric> metrics) throws InterruptedException {
        var last = new HashMap<String, String>();
        while (true) {
            ask(servers, metrics, 1_000);
            var now = System.currentTimeMillis();
            for (var metric : metrics) changed(last, now, metric.add + "@" + metric.bean + "@" + metric.attribute, "" + metric.of(servers));
            for (var server : servers) changed(last, now, server.name, server.state);
            Thread.sleep(400);
        }
    }

    static void changed(Map<String, String> last, long now, String name, String value) {
        if (!value.equals(last.put(name, value))) System.out.println(now + " " + name + " " + value);
    }
}
