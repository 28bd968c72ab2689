import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Read orders with some members of one consumer group, four records a poll. Given "stops", the first one ends before its second commit. */
public class Group {
    public static void main(String[] args) {
        var names = new ArrayList<String>();
        var members = new ArrayList<KafkaConsumer<String, String>>();
        for (var number = 1; number <= Integer.parseInt(args[2]); number++) {
            names.add(args[1] + "-" + number);
            Map<String, Object> config = Map.of("bootstrap.servers", args[0], "group.id", args[1], "client.id", names.getLast(),
                "auto.offset.reset", "earliest", "enable.auto.commit", false, "max.poll.records", 4);
            members.add(new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer()));
            members.getLast().subscribe(List.of("orders"));
        }
        var stops = args.length > 3;
        for (long committed = 0, polls = 0; committed < 12;) {
            for (var each = 0; each < members.size(); each++) {
                var records = members.get(each).poll(Duration.ofMillis(200));
                if (records.isEmpty())
                    continue;
                var offsets = StreamSupport.stream(records.spliterator(), false).map(order -> "" + order.offset()).collect(Collectors.joining(" "));
                if (stops && ++polls == 2) {
                    System.out.println(names.get(each) + " reads " + offsets + " and stops before its commit");
                    members.remove(each).close(); // leaves the group; enable.auto.commit is off
                    names.remove(each);
                    break;
                }
                System.out.println(names.get(each) + " reads " + offsets);
                members.get(each).commitSync();
                committed += records.count();
            }
        }
        members.forEach(KafkaConsumer::close);
    }
}
