import { holdToTheTable } from './hold.js';

holdToTheTable('QINGCLOUD');
