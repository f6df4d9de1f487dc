Console.WriteLine("acta");
