import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Write large records to a topic from many producers at once, each waiting for its acknowledgement. */
public class Flood {
    /** Arguments: brokers, topic, how many producers. */
    public static void main(String[] args) {
        var value = new byte[300_000];
        var random = new Random(1);
        for (int n = 0; n < value.length; n++) value[n] = (byte) ('a' + random.nextInt(26));
        for (int n = 0; n < Integer.parseInt(args[2]); n++)
            new Thread(() -> write(args[0], args[1], value)).start();
    }

    static void write(String brokers, String topic, byte[] value) {
        try (var producer = new KafkaProducer<byte[], byte[]>(Map.of("bootstrap.servers", brokers, "buffer.memory", 2_000_000,
                "key.serializer", ByteArraySerializer.class, "value.serializer", ByteArraySerializer.class))) {
            while (true) producer.send(new ProducerRecord<>(topic, value)).get();
        } catch (Exception ended) {
            System.out.println(ended);
        }
    }
}
