import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Print each store's key with the partition that the producer's own function gives it, for each number of partitions. */
public class Partitions {
    public static void main(String[] counts) {
        for (var store = 1; store <= 4_700; store++) {
            var key = String.format("store-%04d", store);
            var bytes = key.getBytes(StandardCharsets.UTF_8);
            System.out.println(key + " " + Stream.of(counts)
                .map(count -> "" + BuiltInPartitioner.partitionForKey(bytes, Integer.parseInt(count))).collect(Collectors.joining(" ")));
        }
    }
}
