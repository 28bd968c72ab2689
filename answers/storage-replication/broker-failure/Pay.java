import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Send one record and say what became of it. Arguments: brokers, topic, producer settings such as acks=1. */
public class Pay {
    public static void main(String[] args) throws Exception {
        var settings = new HashMap<String, Object>(Map.of("bootstrap.servers", args[0],
            "key.serializer", StringSerializer.class, "value.serializer", StringSerializer.class));
        for (var setting : List.of(args).subList(2, args.length))
            settings.put(setting.split("=")[0], setting.split("=")[1]);
        try (var producer = new KafkaProducer<String, String>(settings)) {
            var sent = producer.send(new ProducerRecord<>(args[1], "store-17", "59.90 USD")).get();
            System.out.println("acknowledged at offset " + sent.offset());
        } catch (ExecutionException refused) {
            System.out.println(refused.getCause().getClass().getName());
        }
    }
}
