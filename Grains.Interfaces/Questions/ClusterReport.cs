using System.Text.Json;

namespace LlmWorkload.Questions;

/// <summary>
/// What each silo of a cluster does and holds. Recorded rows are counted where they are in memory: in active grains. The rows of other
/// grains stay in storage.
/// </summary>
/// <param name="Silos">The silos, by address.</param>
[GenerateSerializer, Immutable, Alias("llmwl.cluster.report")]
public sealed record ClusterReport([property: Id(0)] IReadOnlyList<SiloReport> Silos)
{
    /// <summary>The most rows of one silo, divided by the mean over all active silos; null where none holds rows.</summary>
    public double? Balance =>
        Active.Sum(silo => silo.Held.Rows) == 0 ? null : Active.Max(silo => silo.Held.Rows) / Active.Average(silo => silo.Held.Rows);

    private IEnumerable<SiloReport> Active => Silos.Where(silo => silo.Status == SiloStatus.Active);

    /// <summary>The report as a JSON document.</summary>
    public byte[] Json() => JsonText.Object(json =>
    {
        json.List("silos", Silos, Write);
        json.WriteNumber("rows", Silos.Sum(silo => silo.Held.Rows));
        json.WriteNumber("bytes", Silos.Sum(silo => silo.Held.Bytes));
        json.Number("balance", Balance);
    });

    private static void Write(Utf8JsonWriter json, SiloReport silo)
    {
        json.WriteString("silo", silo.Address);
        json.WriteString("status", silo.Status.ToString());
        json.WriteNumber("clients", silo.Clients);
        json.WriteNumber("activations", silo.Activations);
        json.WriteNumber("segments", silo.Held.Segments);
        json.WriteNumber("rows", silo.Held.Rows);
        json.WriteNumber("bytes", silo.Held.Bytes);
    }
}
