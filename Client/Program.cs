using System.Text;
using LlmWorkload.Commands;
using LlmWorkload.Forwarding;

// JSON and CSV are UTF-8, whatever the terminal's locale says.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandForwarder.TryRunAsync(args) ?? await Cli.RunAsync(args, Console.Out, Console.Error);
