import java.lang.management.ManagementFactory;
import java.nio.file.*;
import java.rmi.registry.LocateRegistry;
import java.util.*;
import javax.management.*;
import javax.management.remote.rmi.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.tools.*;

/** Runs Kafka's perf tools, run after run in one warm JVM, and reads from the brokers' MBeans what each run cost. */
public class Perf {
    static final String[] STAGES =
        {"RequestQueueTimeMs", "LocalTimeMs", "RemoteTimeMs", "ResponseQueueTimeMs", "ResponseSendTimeMs", "TotalTimeMs"};
    static final List<MBeanServerConnection> BROKERS = new ArrayList<>();

    /** Arguments: an address, a plan, JMX addresses. A line of the plan: name, tab, brokers' settings, tab, tool and options. */
    public static void main(String[] args) throws Exception {
        for (String address : List.of(args).subList(2, args.length)) {
            String[] words = address.split(":");
            RMIConnector connector = new RMIConnector(
                (RMIServer) LocateRegistry.getRegistry(words[0], Integer.parseInt(words[1])).lookup("jmxrmi"), null);
            connector.connect();
            BROKERS.add(connector.getMBeanServerConnection());
        }
        String settings = "";
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", args[0]))) {
            for (String line : Files.readAllLines(Path.of(args[1]))) {
                String[] run = line.split("\t");
                if (!run[1].equals(settings)) alter(admin, settings, run[1]);
                settings = run[1];
                System.out.println("== " + run[0]);
                String[] words = run[2].split(" ");
                double[] before = counters();
                if (words[0].equals("produce")) ProducerPerformance.main(Arrays.copyOfRange(words, 1, words.length));
                else ConsumerPerformance.main(Arrays.copyOfRange(words, 1, words.length));
                while (lag() > 0) Thread.sleep(5); // the followers' work belongs to the run
                double[] after = counters();
                for (int i = 0; i < after.length; i++) System.out.printf(Locale.ROOT, "%.4f ", after[i] - before[i]);
                System.out.println();
            }
        }
    }

    /** Of all brokers: CPU seconds, seconds their request handlers were idle, Produce requests, milliseconds in each stage. */
    static double[] counters() throws Exception {
        double[] sums = new double[4 + STAGES.length];
        sums[0] = System.nanoTime() / 1e9;
        for (MBeanServerConnection broker : BROKERS) {
            sums[1] += number(broker, "java.lang:type=OperatingSystem", "ProcessCpuTime") / 1e9;
            sums[2] += number(broker, "kafka.server:type=KafkaRequestHandlerPool,name=BrokerRequestHandlerAvgIdlePercent", "Count") / 1e9;
            for (int i = 0; i < STAGES.length; i++) {
                String bean = "kafka.network:type=RequestMetrics,name=" + STAGES[i] + ",request=Produce";
                AttributeList found = broker.getAttributes(new ObjectName(bean), new String[] {"Count", "Mean"});
                double count = ((Number) ((Attribute) found.get(0)).getValue()).doubleValue();
                if (i == 0) sums[3] += count;
                sums[4 + i] += count * ((Number) ((Attribute) found.get(1)).getValue()).doubleValue();
            }
        }
        return sums;
    }

    /** The furthest that a follower is behind, in records. */
    static double lag() throws Exception {
        double most = 0;
        for (MBeanServerConnection broker : BROKERS)
            most = Math.max(most, number(broker, "kafka.server:type=ReplicaFetcherManager,name=MaxLag,clientId=Replica", "Value"));
        return most;
    }

    static double number(MBeanServerConnection server, String bean, String attribute) throws Exception {
        return ((Number) server.getAttribute(new ObjectName(bean), attribute)).doubleValue();
    }

    /** Set settings of all brokers while they run, and delete those set before. */
    static void alter(Admin admin, String before, String now) throws Exception {
        List<AlterConfigOp> changes = new ArrayList<>();
        for (String each : before.split(" "))
            if (!each.isEmpty()) changes.add(new AlterConfigOp(new ConfigEntry(each.split("=")[0], ""), AlterConfigOp.OpType.DELETE));
        for (String each : now.split(" "))
            if (!each.isEmpty()) changes.add(new AlterConfigOp(new ConfigEntry(each.split("=")[0], each.split("=")[1]), AlterConfigOp.OpType.SET));
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.BROKER, ""), changes)).all().get();
    }
}
