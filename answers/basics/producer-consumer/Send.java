import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Write one payment with the producer's defaults, and with the client's own debug log of its requests switched on. */
public class Send {
    public static void main(String[] args) throws Exception {
        Configurator.setLevel("org.apache.kafka.clients.NetworkClient", Level.DEBUG);
        Map<String, Object> config = Map.of("bootstrap.servers", args[0]);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            var future = producer.send(new ProducerRecord<>("payments", "store-17", "order-10")); // in memory, no more
            var stored = future.get(); // the leader's answer, or the exception
            System.out.println("stored at " + stored);
        }
    }
}
