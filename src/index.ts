import { main } from './main.ts';
import { exitOncePrinted } from './system/exit.ts';

void main(process.env).then(() => exitOncePrinted([process.stdout]));
