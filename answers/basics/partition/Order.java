import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Write numbered records of six stores in turn, read them all, and count how many come after a later one. */
public class Order {
    public static void main(String[] args) throws Exception {
        var records = Integer.parseInt(args[1]);
        Map<String, Object> config = Map.of("bootstrap.servers", args[0], "auto.offset.reset", "earliest");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new IntegerSerializer())) {
            for (var number = 0; number < records; number++)
                producer.send(new ProducerRecord<>("orders", "store-000" + (1 + number % 6), number));
        }
        var last = new TreeMap<Object, Integer>(); // by key, by partition, and of the topic
        var late = new TreeMap<String, Integer>(Map.of("key", 0, "partition", 0, "topic", 0));
        var read = 0;
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new IntegerDeserializer())) {
            consumer.assign(consumer.partitionsFor("orders").stream().map(each -> new TopicPartition("orders", each.partition())).toList());
            while (read < records)
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    read++;
                    for (var scope : List.of("key", "partition", "topic")) {
                        var which = scope + Map.of("key", record.key(), "partition", "" + record.partition(), "topic", "").get(scope);
                        late.merge(scope, record.value() < last.getOrDefault(which, -1) ? 1 : 0, Integer::sum);
                        last.merge(which, record.value(), Math::max);
                    }
                }
        }
        System.out.println(late);
    }
}
