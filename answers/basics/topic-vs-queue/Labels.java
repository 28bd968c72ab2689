import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A member of the share group labels, which prints a shipping label for each order. */
class Labels extends KafkaShareConsumer<String, String> {
    final String name;

    Labels(String brokers, String name, String mode) {
        super(Map.of("bootstrap.servers", brokers, "group.id", "labels", "client.id", name, "share.acquire.mode", mode,
            "max.poll.records", 3, "share.acknowledgement.mode", "explicit"), new StringDeserializer(), new StringDeserializer());
        this.name = name;
        subscribe(List.of("orders"));
    }

    /** Take what the broker gives within so many seconds. One long poll: with several short ones a second fetch can be under way when the first returns. */
    List<ConsumerRecord<String, String>> take(int seconds) {
        var taken = new ArrayList<ConsumerRecord<String, String>>();
        poll(Duration.ofSeconds(seconds)).forEach(taken::add);
        return taken;
    }

    /** Accept all of these, wait for the broker's answer and say it. */
    String accept(List<ConsumerRecord<String, String>> taken) {
        taken.forEach(this::acknowledge);
        return commitSync().values().stream().map(refused -> refused.map(KafkaException::getClass).map(Class::getSimpleName).orElse("no error"))
            .collect(Collectors.joining());
    }

    static String show(List<ConsumerRecord<String, String>> taken) {
        return taken.isEmpty() ? "nothing" : taken.stream().map(Labels::show).collect(Collectors.joining(", "));
    }

    /** Name a record by its offset and, from the second delivery on, the delivery's number. */
    static String show(ConsumerRecord<String, String> order) {
        var delivery = order.deliveryCount().orElseThrow();
        return order.offset() + (delivery > 1 ? " (delivery " + delivery + ")" : "");
    }
}
