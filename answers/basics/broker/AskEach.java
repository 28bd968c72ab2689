import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;

/** Ask each server, on a socket of its own and without a client's help: who leads orders-2? Then write there, leader or not. */
public class AskEach {
    public static void main(String[] servers) throws Exception {
        for (var server : servers) {
            var address = server.split(":");
            try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
                var metadata = (MetadataResponse) ask(socket, new MetadataRequest.Builder(List.of("orders"), false).build((short) 12));
                var leader = metadata.topicMetadata().iterator().next().partitionMetadata().stream()
                    .filter(each -> each.partition() == 2).findFirst().orElseThrow().leaderId.orElseThrow();
                var written = ((ProduceResponse) ask(socket, write())).data().responses().iterator().next().partitionResponses().getFirst();
                System.out.println(server + " says: orders-2 is led by broker " + leader + ". Write: "
                    + (written.errorCode() == 0 ? "offset " + written.baseOffset() : Errors.forCode(written.errorCode())));
            } catch (EOFException closed) {
                System.out.println(server + " closes the connection");
            }
        }
    }

    static ProduceRequest write() {
        var records = MemoryRecords.withRecords(Compression.NONE, new SimpleRecord("order 1".getBytes()));
        var orders = new TopicProduceData().setName("orders")
            .setPartitionData(List.of(new PartitionProduceData().setIndex(2).setRecords(records)));
        var data = new ProduceRequestData().setAcks((short) 1).setTimeoutMs(30_000)
            .setTopicData(new TopicProduceDataCollection(List.of(orders).iterator()));
        return ProduceRequest.builder(data, false).build((short) 9);
    }

    static AbstractResponse ask(Socket socket, AbstractRequest request) throws Exception {
        var header = new RequestHeader(request.apiKey(), request.version(), "checkout", 1);
        var bytes = request.serializeWithHeader(header);
        var out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(bytes.remaining());
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        out.flush();
        var in = new DataInputStream(socket.getInputStream());
        return AbstractResponse.parseResponse(ByteBuffer.wrap(in.readNBytes(in.readInt())), header);
    }
}
