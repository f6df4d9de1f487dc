using Acta.Commands;

return await CommandLine.Run(args);
