import java.io.FileReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A till that keeps its sales in the producer only: sell so many a second, count what is acknowledged. */
public class Till {
    /** Arguments: brokers, a file of settings, topic, number of sales, sales a second. */
    public static void main(String[] args) throws Exception {
        var settings = new Properties();
        try (var file = new FileReader(args[1])) { settings.load(file); }
        settings.put("bootstrap.servers", args[0]);
        int sales = Integer.parseInt(args[3]);
        var acknowledged = new AtomicInteger();
        var failed = new TreeMap<String, Integer>();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int sale = 1; sale <= sales; sale++) {
                producer.send(new ProducerRecord<>(args[2], "0042-item-01", "sale,till-1," + sale + ",-1,0T10:00"), (sent, error) -> {
                    if (error == null) acknowledged.incrementAndGet();
                    else failed.merge(error.getClass().getSimpleName(), 1, Integer::sum);
                });
                Thread.sleep(1000 / Integer.parseInt(args[4]));
            }
        }
        System.out.printf("%d sold, %d acknowledged, failed %s%n", sales, acknowledged.get(), failed);
    }
}
