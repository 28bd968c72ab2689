import java.io.FileReader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Read inventory, keep each position's stock, propose an order when it is low. */
public class Replenish {
    static int untilDeath = Integer.getInteger("diesAtProposal", 0);

    /** Arguments: brokers, a file of settings; for controls, rules to leave out, each in a group and topics of its own. */
    public static void main(String[] args) throws Exception {
        var settings = new Properties();
        try (var file = new FileReader(args[1])) { settings.load(file); }
        settings.putAll(Map.of("bootstrap.servers", args[0],
            StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class,
            StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class));
        for (var without : args.length > 2 ? List.of(args).subList(2, args.length) : List.of("")) {
            var suffix = without.isEmpty() ? "" : "-without-" + without;
            settings.put("application.id", "replenishment" + suffix);
            var topology = new Topology()
                .addSource("events", "inventory")
                .addSource("points", "reorder-points")
                .addProcessor("decide", () -> new Decide(without), "events", "points")
                .addStateStore(Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore("positions"), Serdes.String(), Serdes.String()), "decide")
                .addSink("stock", "stock" + suffix, "decide")
                .addSink("proposals", "proposals" + suffix, "decide")
                .addSink("unreadable", "unreadable" + suffix, "decide");
            var streams = new KafkaStreams(topology, settings);
            streams.setStateListener((now, before) -> System.out.println("replenishment" + suffix + " is " + now));
            Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
            streams.start();
        }
    }

    static class Decide implements Processor<String, String, String, String> {
        final String without;
        ProcessorContext<String, String> context;
        KeyValueStore<String, String> positions;

        Decide(String without) { this.without = without; }

        @Override
        public void init(ProcessorContext<String, String> context) {
            this.context = context;
            positions = context.getStateStore("positions");
        }

        /** End as kill -9 does, once what was written to the state has left for its changelog topic. */
        static void die() {
            try { Thread.sleep(1000); } catch (InterruptedException never) { }
            Runtime.getRuntime().halt(137);
        }

        @Override
        public void process(Record<String, String> record) {
            var position = Position.of(positions.get(record.key()));
            var word = record.value().split(",");
            boolean isEvent = context.recordMetadata().get().topic().equals("inventory");
            try {
                if (!isEvent) position.plan(Integer.parseInt(word[0]), Integer.parseInt(word[1]));
                else if (!position.add(word[0], word[1], Integer.parseInt(word[2]), Integer.parseInt(word[3]), word[4], without))
                    return;
            } catch (RuntimeException unreadable) {
                context.forward(record, "unreadable");
                return;
            }
            int quantity = position.order(without);
            positions.put(record.key(), position.toString());
            if (quantity > 0 && --untilDeath == 0) die();
            if (isEvent)
                context.forward(record.withValue(position.onHand() + " on hand, " + position.ordered + " on order"), "stock");
            if (quantity > 0)
                context.forward(record.withValue(record.key() + "/" + position.cycle + ": order " + quantity), "proposals");
        }
    }
}
