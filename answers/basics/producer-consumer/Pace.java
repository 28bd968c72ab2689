import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Write clicks of 600 bytes to one partition, with at least so many microseconds between them (0: as fast as it goes), and count the requests from the producer's own metrics. */
public class Pace {
    public static void main(String[] args) throws Exception {
        var records = Integer.parseInt(args[2]);
        var nanosBetween = Long.parseLong(args[3]) * 1_000;
        Map<String, Object> config = Map.of("bootstrap.servers", args[0], "linger.ms", args[1]);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("clicks", new byte[600])).get(); // metadata, producer id and connections are there from here on
            var before = metric(producer, "request-total");
            var last = System.nanoTime();
            for (var number = 0; number < records; number++) {
                for (long left; (left = last + nanosBetween - System.nanoTime()) > 0;) // from the last one: what is late isn't made up for in a burst
                    LockSupport.parkNanos(left);
                last = System.nanoTime();
                producer.send(new ProducerRecord<>("clicks", new byte[600]));
            }
            producer.flush();
            System.out.printf("%.0f requests, records-per-request-avg %.1f, batch-size-avg %.0f%n", metric(producer, "request-total") - before,
                metric(producer, "records-per-request-avg"), metric(producer, "batch-size-avg"));
        }
    }

    static double metric(KafkaProducer<?, ?> producer, String name) {
        return producer.metrics().entrySet().stream()
            .filter(each -> each.getKey().group().equals("producer-metrics") && each.getKey().name().equals(name))
            .mapToDouble(each -> (double) each.getValue().metricValue()).findFirst().orElseThrow();
    }
}
