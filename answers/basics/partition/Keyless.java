import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Send clicks without a key and print each one's partition: few with the defaults, few by round robin, then many with the defaults. */
public class Keyless {
    public static void main(String[] args) throws Exception {
        Map<String, Object> sticky = Map.of("bootstrap.servers", args[0],
            "key.serializer", ByteArraySerializer.class, "value.serializer", ByteArraySerializer.class);
        var roundRobin = new java.util.HashMap<>(sticky);
        roundRobin.put("partitioner.class", RoundRobinPartitioner.class);
        print("few", send(sticky, 60, 100, true));
        print("round-robin", send(roundRobin, 60, 100, true));
        print("waiting", send(sticky, 500, 100, true));
        print("many", send(sticky, Integer.parseInt(args[1]), 600, false));
    }

    /** Send so many records of so many bytes; one by one: wait for each acknowledgement, so that each record is a batch. */
    static List<Integer> send(Map<String, Object> config, int records, int bytes, boolean oneByOne) throws Exception {
        List<Future<RecordMetadata>> written = new ArrayList<>();
        try (var producer = new KafkaProducer<byte[], byte[]>(config)) {
            for (var number = 0; number < records; number++) {
                var acknowledgement = producer.send(new ProducerRecord<>("clicks", new byte[bytes]));
                written.add(acknowledgement);
                if (oneByOne)
                    acknowledgement.get();
            }
        }
        List<Integer> partitions = new ArrayList<>();
        for (var each : written)
            partitions.add(each.get().partition());
        return partitions;
    }

    static void print(String what, List<Integer> partitions) {
        System.out.println(what + " " + partitions);
    }
}
