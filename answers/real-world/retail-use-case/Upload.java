import java.io.FileReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Send the lines of a store's outbox, from the saved position on; save it once a chunk is acknowledged. */
public class Upload {
    static final int CHUNK = 500;

    /** Arguments: brokers, a file of settings, topic, outbox, lines a second. A line is key, comma, value. */
    public static void main(String[] args) throws Exception {
        var settings = new Properties();
        try (var file = new FileReader(args[1])) { settings.load(file); }
        settings.put("bootstrap.servers", args[0]);
        var lines = Files.readAllLines(Path.of(args[3]));
        var saved = Path.of(args[3] + ".position");
        int position = Files.exists(saved) ? Integer.parseInt(Files.readString(saved)) : 0;
        int from = position;
        double perSecond = Double.parseDouble(args[4]);
        long began = System.nanoTime();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            while (position < lines.size()) {
                var chunk = new ArrayList<Future<RecordMetadata>>();
                for (var line : lines.subList(position, Math.min(position + CHUNK, lines.size()))) {
                    long due = began + (long) (1e9 * (position - from + chunk.size()) / perSecond);
                    while (System.nanoTime() < due) Thread.sleep(1);
                    int comma = line.indexOf(',');
                    chunk.add(producer.send(new ProducerRecord<>(args[2], line.substring(0, comma), line.substring(comma + 1))));
                }
                for (var sent : chunk) sent.get();  // any failure ends the program; the position stays before the chunk
                position += chunk.size();
                Files.writeString(saved, String.valueOf(position));
            }
        }
        System.out.printf("lines %d to %d of %s are acknowledged%n", from + 1, position, args[3]);
    }
}
