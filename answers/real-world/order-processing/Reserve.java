import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.connect.json.JsonDeserializer;

/** Stock's loop in Java: what a record that is no JSON does to it. Arguments: address, what to do with it
 *  (retry or park), and after how many good records to stop; it also stops after three failures. */
public class Reserve {
    public static void main(String[] args) throws Exception {
        Map<String, Object> reading = Map.of("bootstrap.servers", args[0], "group.id", "stock",
            "enable.auto.commit", false, "auto.offset.reset", "earliest");
        Map<String, Object> writing = Map.of("bootstrap.servers", args[0]);
        try (var consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new JsonDeserializer());
             var producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
            consumer.subscribe(List.of("stock-commands"));
            int failed = 0, handled = 0;
            while (failed < 3 && handled < Integer.parseInt(args[2])) {
                try {
                    for (ConsumerRecord<String, JsonNode> record : consumer.poll(Duration.ofSeconds(1))) {
                        System.out.println(record.offset() + " " + record.key() + " reserved");
                        handled++;
                        consumer.commitSync(Map.of(partition(record), new OffsetAndMetadata(record.offset() + 1)));
                    }
                } catch (RecordDeserializationException error) {
                    failed++;
                    System.out.println(error.getClass().getSimpleName() + " at " + error.topicPartition() + ", offset "
                        + error.offset() + "; position " + consumer.position(error.topicPartition()));
                    if (args[1].equals("park")) {
                        producer.send(letter(error)).get();
                        consumer.seek(error.topicPartition(), error.offset() + 1);
                    }
                }
            }
        }
    }

    static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** The bytes and headers as they came, with where they came from: enough to repair them and send them back. */
    static ProducerRecord<byte[], byte[]> letter(RecordDeserializationException error) {
        byte[] value = new byte[error.valueBuffer().remaining()], key = new byte[error.keyBuffer().remaining()];
        error.valueBuffer().get(value);
        error.keyBuffer().get(key);
        var letter = new ProducerRecord<>("dead-letters", key, value);
        error.headers().forEach(header -> letter.headers().add(header));
        letter.headers().add("origin", (error.topicPartition() + "@" + error.offset()).getBytes(StandardCharsets.UTF_8));
        letter.headers().add("error", error.getCause().getClass().getName().getBytes(StandardCharsets.UTF_8));
        return letter;
    }
}
