import java.io.FileReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A member with four workers. Says the group's lag and what it has finished; ends when the lag is 0 and it works on nothing. */
public class Bill {
    static volatile boolean assigned;

    public static void main(String[] args) throws Exception {
        var settings = new Properties();
        try (var file = new FileReader(args[1])) {
            settings.load(file);
        }
        settings.put("bootstrap.servers", args[0]);
        var group = settings.getProperty("group.id");
        var automatic = settings.getProperty("enable.auto.commit").equals("true");
        Files.writeString(Path.of(group + ".pid"), ProcessHandle.current().pid() + "\n");
        var ledger = new Ledger(group, args.length > 2 ? Long.parseLong(args[2]) : -1);
        var member = new Keyed(settings, "payments", 4, ledger) {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                super.onPartitionsAssigned(partitions);
                assigned = true;
            }

            @Override
            Map<TopicPartition, OffsetAndMetadata> lowestUnfinished(Collection<TopicPartition> partitions) {
                var offsets = super.lowestUnfinished(partitions);
                return automatic ? Map.of() : offsets; // then poll() alone commits
            }
        };
        member.start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
            for (var lag = 1L; lag > 0 || !assigned || ledger.begun.get() > ledger.finished.get(); Thread.sleep(100)) {
                lag = Lag.of(admin, group, "payments");
                System.out.println("lag " + lag + ", finished " + ledger.finished);
            }
        }
        member.leaving = true;
        member.join();
    }
}
