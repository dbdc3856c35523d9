using System.CommandLine;
using BenchmarkDotNet.Running;
using LlmWorkload.Benchmarks.EndToEnd;

// End-to-end measurements are commands; anything else goes to BenchmarkDotNet (such as --filter '*').
var root = new RootCommand("Measures the LLM Workload Cluster.") { PeersCommand.Build(), DuckDbCommand.Build() };
var isCommand = args.Length > 0 && (root.Subcommands.Any(command => command.Name == args[0]) || args[0] is "--help" or "-h");
if (isCommand) return await root.Parse(args).InvokeAsync();

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
