import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Write some 40 records a second to a topic as checkout, with the producer's defaults, and read a topic as billing. */
public class Shop {
    /** Arguments: brokers, the topic to write, the topic to read. */
    public static void main(String[] args) {
        try (var checkout = new KafkaProducer<String, String>(Map.of("bootstrap.servers", args[0], "client.id", "checkout",
                "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class));
             var billing = new KafkaConsumer<String, String>(Map.of("bootstrap.servers", args[0], "client.id", "billing",
                "auto.offset.reset", "earliest",
                "key.deserializer", StringDeserializer.class, "value.deserializer", StringDeserializer.class))) {
            billing.assign(billing.partitionsFor(args[2]).stream().map(each -> new TopicPartition(each.topic(), each.partition())).toList());
            for (var payment : (Iterable<Integer>) IntStream.iterate(0, n -> n + 1)::iterator) {
                checkout.send(new ProducerRecord<>(args[1], "payment " + payment));
                billing.poll(Duration.ofMillis(25));
            }
        }
    }
}
