import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * A sink connector for a database that is down until the file `database-up` exists. While it is down,
 * put() of the connector named retry throws a RetriableException, that of any other waits inside.
 */
public class Database extends SinkConnector {
    /** Start a standalone Connect worker that has this connector on its class path. */
    public static void main(String[] args) {
        Configurator.setLevel("org.apache.kafka.clients.consumer.internals.ConsumerCoordinator", Level.WARN);
        ConnectStandalone.main(args);
    }

    private Map<String, String> settings;

    @Override
    public void start(Map<String, String> settings) {
        this.settings = settings;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return Writer.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int tasks) {
        return List.of(settings);
    }

    @Override
    public void stop() {
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "1";
    }

    public static class Writer extends SinkTask {
        private final Set<Long> written = new HashSet<>();
        private String name;
        private int refused;

        @Override
        public void start(Map<String, String> settings) {
            name = settings.get("name");
        }

        @Override
        public void put(Collection<SinkRecord> payments) {
            if (payments.isEmpty())
                return;
            var offsets = payments.stream().map(SinkRecord::kafkaOffset).toList();
            if (name.equals("retry") && !up()) {
                if (++refused == 1 || refused == 20)
                    System.out.printf("retry: refused for the %s time, offsets %d to %d%n", refused == 1 ? "first" : "20th", offsets.getFirst(), offsets.getLast());
                context.timeout(100);
                throw new RetriableException("the database is down");
            }
            while (!up())
                sleep();
            System.out.printf("%s: written%s, offsets %d to %d%n", name, written.addAll(offsets) ? "" : " again", offsets.getFirst(), offsets.getLast());
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            System.out.println(name + ": loses " + partitions);
        }

        @Override
        public void stop() {
        }

        @Override
        public String version() {
            return "1";
        }

        private static boolean up() {
            return Files.exists(Path.of("database-up"));
        }

        private static void sleep() {
            try {
                Thread.sleep(50);
            } catch (InterruptedException error) {
                throw new IllegalStateException(error);
            }
        }
    }
}
