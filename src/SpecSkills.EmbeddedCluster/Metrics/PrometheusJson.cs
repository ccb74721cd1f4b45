using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpecSkills.EmbeddedCluster.Metrics.PromQl;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Metrics;

/// <summary>
/// Answers of the query API:
/// <c>{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1720388460,"0.2"]}]}}</c>
/// </summary>
internal sealed class PrometheusJson(bool valuesLost)
{
    // Real answers write + and quotes in expressions as they are.
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ApiResponse Error(int status, string type, string message) => Write(status, writer =>
    {
        writer.WriteString("status", "error");
        writer.WriteString("errorType", type);
        writer.WriteString("error", message);
    });

    public ApiResponse Instant(PromExpression expression, PromEvaluator evaluator, long at)
    {
        switch (expression.Type)
        {
            case PromType.Scalar:
                var scalar = PromEvaluator.Scalar(expression);
                return Success("scalar", writer => Sample(writer, at, scalar, plain: true));
            case PromType.Vector:
                var vector = evaluator.Vector(expression, at);
                return Success("vector", writer => Elements(writer, vector, point => point.Labels, (point, into) =>
                {
                    into.WritePropertyName("value");
                    Sample(into, at, point.Value);
                }));
            default:
                return Matrix([.. evaluator.Matrix(expression, at).Select(one => (one.Labels, one.Samples))]);
        }
    }

    public ApiResponse Range(PromExpression expression, PromEvaluator evaluator, PrometheusWindow window)
    {
        var series = new Dictionary<SeriesLabels, List<SeriesSample>>();
        for (var at = window.Start; at <= window.End; at += window.Step)
        {
            List<PromPoint> points = expression.Type == PromType.Scalar
                ? [new PromPoint(SeriesLabels.Empty, PromEvaluator.Scalar(expression))]
                : evaluator.Vector(expression, at);
            foreach (var point in points)
            {
                if (!series.TryGetValue(point.Labels, out var samples))
                    series[point.Labels] = samples = [];
                samples.Add(new SeriesSample(at, point.Value));
            }
        }
        return Matrix([.. series.Select(pair => (pair.Key, (IReadOnlyList<SeriesSample>)pair.Value))]);
    }

    private ApiResponse Matrix(List<(SeriesLabels Labels, IReadOnlyList<SeriesSample> Samples)> series) =>
        Success("matrix", writer => Elements(writer, series, one => one.Labels, (one, into) =>
        {
            into.WriteStartArray("values");
            foreach (var sample in one.Samples)
                Sample(into, sample.TimeMilliseconds, sample.Value);
            into.WriteEndArray();
        }));

    private static void Elements<T>(
        Utf8JsonWriter writer, List<T> elements, Func<T, SeriesLabels> labelsOf, Action<T, Utf8JsonWriter> write)
    {
        writer.WriteStartArray();
        foreach (var element in elements)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("metric");
            foreach (var (name, value) in labelsOf(element).Pairs)
                writer.WriteString(name, value);
            writer.WriteEndObject();
            write(element, writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private void Sample(Utf8JsonWriter writer, long at, double value, bool plain = false)
    {
        writer.WriteStartArray();
        writer.WriteRawValue(at % 1000 == 0
            ? (at / 1000).ToString(CultureInfo.InvariantCulture)
            : (at / 1000m).ToString("0.000", CultureInfo.InvariantCulture));
        writer.WriteStringValue(PromNumber.Format(valuesLost ? double.NaN : value, plain));
        writer.WriteEndArray();
    }

    private static ApiResponse Success(string type, Action<Utf8JsonWriter> result) => Write(200, writer =>
    {
        writer.WriteString("status", "success");
        writer.WriteStartObject("data");
        writer.WriteString("resultType", type);
        writer.WritePropertyName("result");
        result(writer);
        writer.WriteEndObject();
    });

    private static ApiResponse Write(int status, Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            body(writer);
            writer.WriteEndObject();
        }
        return new ApiResponse(status, MediaTypes.Json, buffer.WrittenMemory);
    }
}
