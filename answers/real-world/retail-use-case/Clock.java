import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Send a till's sales as one batch, with the times that its clock says. */
public class Clock {
    /** Arguments: brokers, topic, for each sale how many hours its clock is ahead. */
    public static void main(String[] args) throws Exception {
        var sent = new ArrayList<Future<RecordMetadata>>();
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", args[0], "linger.ms", 1000),
                new StringSerializer(), new StringSerializer())) {
            for (var hours : List.of(args).subList(2, args.length)) {
                long time = System.currentTimeMillis() + Duration.ofHours(Long.parseLong(hours)).toMillis();
                sent.add(producer.send(new ProducerRecord<>(args[1], null, time, "0042-milk", "sale")));
            }
        }
        for (int sale = 0; sale < sent.size(); sale++)
            try {
                System.out.printf("%s h: offset %d%n", args[sale + 2], sent.get(sale).get().offset());
            } catch (ExecutionException error) {
                System.out.printf("%s h: %s: %s%n", args[sale + 2], error.getCause().getClass().getSimpleName(),
                    error.getCause().getMessage().replaceAll(" \\d+ of message with offset \\d+ | The timestamp should.*", " "));
            }
    }
}
