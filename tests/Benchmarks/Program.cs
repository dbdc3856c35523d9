using System.CommandLine;
using LlmWorkload.Benchmarks.EndToEnd;
using LlmWorkload.Benchmarks.Micro;

return await new RootCommand("Measures the LLM Workload Cluster.")
{
    MicroCommand.Build(),
    PeersCommand.Build(),
    GrowthCommand.Build(),
    CoresCommand.Build(),
    ModelsCommand.Build(),
    DistributionCommand.Build(),
    QueriesCommand.Build(),
    QuestionsCommand.Build(),
    StartCommand.Build(),
    FiguresCommand.Build(),
    FormatsCommand.Build(),
    ReadCommand.Build(),
    LoadCommand.Build(),
    MemoryCommand.Build(),
    ServiceCommand.Build(),
    DuckDbCommand.Build(),
    ModelsCommand.BuildBaseline(),
}.Parse(args).InvokeAsync();
