import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The slow work: a call to a bank, which takes 10 ms. A line is written when it begins and when it ends; the file outlives a kill -9. */
class Ledger {
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger finished = new AtomicInteger();
    private final FileChannel file;
    private final long hanging;

    /** Hanging: the offset of a payment whose bank doesn't answer until there is a file named answer; -1 for none. */
    Ledger(String name, long hanging) {
        this.hanging = hanging;
        try {
            file = FileChannel.open(Path.of(name + ".ledger"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write("opened");
    }

    void handle(ConsumerRecord<String, String> payment) {
        begin(payment);
        call();
        while (payment.offset() == hanging && !Files.exists(Path.of("answer")))
            call();
        end(payment);
    }

    /** One call for all of these, which takes as long as for one; then they take effect, in their order. */
    void handle(Iterable<ConsumerRecord<String, String>> payments) {
        write("together");
        call();
        for (var payment : payments) {
            begin(payment);
            end(payment);
        }
    }

    private void begin(ConsumerRecord<String, String> payment) {
        begun.incrementAndGet();
        write("begin " + payment.key() + " " + payment.value());
    }

    private void end(ConsumerRecord<String, String> payment) {
        write("end " + payment.key() + " " + payment.value());
        finished.incrementAndGet();
    }

    private void write(String line) {
        try {
            file.write(ByteBuffer.wrap((line + " " + System.currentTimeMillis() + "\n").getBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void call() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
