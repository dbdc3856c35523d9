using LlmWorkload.Questions;

namespace LlmWorkload.Output;

/// <summary>A cluster's report as a table.</summary>
internal static class ClusterTable
{
    public static ResultTable Of(ClusterReport report) => new(
        $"Silos{(report.Balance is { } balance ? $" (most rows / mean: {balance:0.00})" : "")}",
        ["silo", "status", "clients", "activations", "segments", "rows", "bytes"],
        [
            .. report.Silos.Select(silo => new object?[]
            {
                silo.Address, silo.Status.ToString(), silo.Clients, silo.Activations, silo.Held.Segments, silo.Held.Rows, silo.Held.Bytes,
            }),
        ]);
}
