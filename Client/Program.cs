using LlmWorkload.Commands;

return await Cli.RunAsync(args, Console.Out, Console.Error);
